/** What a scan keeps of one file. The index on disk is a list of these. */
import { errorDataSchema } from '@shared/error-schema'
import { fileKinds } from '@shared/scan'
import { z } from 'zod'

const text = z.string().nullable()
const count = z.number().int().min(0).nullable()

/** The few attributes that name patient, study and series, and how large the image is. Null where absent or empty. */
export const scanHeaderSchema = z.object({
  patientId: text,
  patientName: text,
  study: text.describe('StudyInstanceUID'),
  studyDate: text,
  studyDescription: text,
  series: text.describe('SeriesInstanceUID'),
  seriesDescription: text,
  seriesNumber: z.number().nullable(),
  dicomModality: text,
  sopClass: text,
  instance: text.describe('SOPInstanceUID'),
  rows: count,
  columns: count,
  frames: count,
  transferSyntax: text,
})

export const fileRecordSchema = z.object({
  path: z.string().describe('below the scanned folder, with the separators of this system'),
  sizeBytes: z.number(),
  mtimeMs: z.number(),
  kind: z.enum(fileKinds),
  header: scanHeaderSchema.nullable().describe('of DICOM files that could be read'),
  problem: errorDataSchema
    .nullable()
    .describe('why nothing more is known; such a file is read again next time'),
})

export type ScanHeader = z.output<typeof scanHeaderSchema>
export type FileRecord = z.output<typeof fileRecordSchema>
