/** Cases and studies as a screen shows them. Cells of the table stay on this machine and out of every log. */
import { z } from 'zod'
import { caseFlags } from './case-filter'
import { errorDataSchema } from './error-schema'
import { previewSchemas } from './kinds'
import { planeSchema } from './picture/placement-schema'
import { percentilesSchema } from './picture/value-window'
import { modelCardSchema } from './model'
import type { Study } from './study/study'

export const studySummarySchema = z.object({
  studyId: z.string().describe('opaque; valid as long as the engine lives'),
  fileName: z.string(),
  study: z.custom<Study>().describe('canonical form, as studySchema leaves it'),
  model: modelCardSchema.nullable().describe('null when the model could not be read; see problems'),
  caseCount: z.number(),
  selectedCount: z.number().describe('cases that run.cases of the study selects'),
  patientCount: z.number(),
  splits: z.array(z.object({ name: z.string(), caseCount: z.number() })),
  problems: z.array(errorDataSchema),
})

export const caseRowSchema = z.object({
  caseId: z.string(),
  patient: z.string().nullable(),
  split: z.string().nullable(),
  labels: z.array(z.string()),
  selected: z.boolean(),
  cells: z.array(z.string()).default([]).describe('of the columns that were asked for, in their order'),
  flags: z.array(z.enum(caseFlags)).default([]),
})

export const casePlaceSchema = z.object({
  row: caseRowSchema,
  place: z
    .object({
      index: z.number().describe('from 0'),
      total: z.number(),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    })
    .nullable()
    .describe('in the list that the search gives; null when the case is not in it'),
})

/** A small picture of a case, as bytes: RGBA, 8 bits each, in base64. */
export const thumbnailSchema = z.object({ width: z.number(), height: z.number(), pixels: z.string() })

const filePreviewSchema = z.discriminatedUnion('kind', [...previewSchemas])
const failedPreview = z.object({
  kind: z.literal('failed'),
  modality: z.string(),
  error: errorDataSchema,
  file: filePreviewSchema.nullable().describe('what was read, where only its steps failed'),
})

export const modalityPreviewSchema = z.discriminatedUnion('kind', [...previewSchemas, failedPreview])

export const casePreviewSchema = z.object({
  caseId: z.string(),
  modalities: z.array(modalityPreviewSchema),
})

/** Which slice of which case. */
export const slicePlaceSchema = z.object({
  caseId: z.string(),
  modality: z.string(),
  view: z
    .enum(['source', 'model', 'masked', 'difference'])
    .describe('the file, the tensor, the tensor with a part masked, or what that changed (masked - tensor)'),
  axis: z.enum(['z', 'y', 'x']).default('z').describe('axis that the slice cuts; ignored for images'),
  index: z.number().int().min(0).default(0),
  count: z
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('so many slices from there on, as many as there are: a screen fetches some ahead at once'),
  part: z
    .union([z.number().int().min(0), z.literal('whole')])
    .nullable()
    .default(null)
    .describe('the masked part; needed by the last two views'),
})

const namesPart = ({ view, part }: z.output<typeof slicePlaceSchema>): boolean =>
  view === 'source' || view === 'model' || part !== null
const partNeeded = { path: ['part'], error: 'masked and difference need a part' }

export const sliceRequestSchema = slicePlaceSchema
  .extend({ studyId: z.string() })
  .refine(namesPart, partNeeded)
  .describe('before a run, what is masked by statistics of all cases is masked by those of few')

export const runSliceRequestSchema = slicePlaceSchema
  .extend({ run: z.string() })
  .refine(namesPart, partNeeded)

/** Pixels cross a border as bytes: float32 little-endian, [height, width, channels], with this header beside them. */
export const sliceSchema = z.object({
  dims: z.tuple([z.number(), z.number(), z.number()]).describe('[height, width, channels]'),
  range: z
    .tuple([z.number(), z.number()])
    .describe('smallest and largest value of the whole image or volume'),
  percentiles: percentilesSchema,
  pixelAspect: z.number().describe('height of a pixel / width of a pixel, in mm'),
  plane: planeSchema.describe('how the slice is turned'),
  stored: z.enum(['float32', 'int16']).describe('how pixels are written; int16 where that loses nothing'),
  pixels: z
    .string()
    .describe(
      '[slices, height, width, channels] in base64: a browser takes ten times as long for a Blob, which it keeps in another process',
    ),
})

export type StudySummary = z.output<typeof studySummarySchema>
export type CasePlace = z.output<typeof casePlaceSchema>
export type Thumbnail = z.output<typeof thumbnailSchema>
export type CaseRow = z.output<typeof caseRowSchema>
export type CasePreview = z.output<typeof casePreviewSchema>
/** Of a file alone. */
export type FilePreview = z.output<typeof filePreviewSchema>
export type ModalityPreview = CasePreview['modalities'][number]
export type SliceRequest = z.input<typeof sliceRequestSchema>
export type Slice = z.output<typeof sliceSchema>
