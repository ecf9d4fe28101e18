/** What a file says of itself, element by element, as a screen shows it. */
import { z } from 'zod'
import { slicePlaceSchema } from './dataset'

export const headerRowSchema = z.object({
  tag: z.string().describe('(0010,0010); the field itself in other formats than DICOM'),
  keyword: z.string().describe('PatientName; empty where the dictionary has none'),
  name: z.string(),
  vr: z.string().describe('value representation of DICOM; empty in other formats'),
  value: z.string().describe('hidden where it tells who a patient is and was not asked for'),
  depth: z.number().describe('how many sequences and items it lies in'),
  isIdentity: z.boolean(),
})

export const sourceHeaderSchema = z.object({
  file: z.string().nullable().describe('its name; null where identity was not asked for'),
  frame: z.number().nullable().describe('which frame of a file with several, from 1; null for the only one'),
  rows: z.array(headerRowSchema),
  words: z.string().nullable().describe('why there is none, or what is left out'),
})

const place = slicePlaceSchema.omit({ view: true, part: true }).extend({
  identity: z.boolean().default(false).describe('send what tells who a patient is'),
})

export const headerRequestSchema = place.extend({ studyId: z.string() })
export const runHeaderRequestSchema = place

export type HeaderRow = z.output<typeof headerRowSchema>
export type SourceHeader = z.output<typeof sourceHeaderSchema>

/** In place of a value that tells who a patient is. */
export const hiddenValue = 'hidden'
