/** Cases and studies as a screen shows them. Cells of the table stay on this machine and out of every log. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'
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
})

const gridPreview = z.object({
  kind: z.enum(['image', 'volume']),
  modality: z.string(),
  sourceDims: z.array(z.number()).describe('[height, width] or [depth, height, width] of the file'),
  modelDims: z.array(z.number()).describe('the same axes as the model sees them'),
  channels: z.number().describe('channels of the model tensor'),
  spacingMm: z.array(z.number()).nullable().describe('[z, y, x] of the source'),
  unit: z.string().describe('of the source values: HU, grey level'),
})
const textPreview = z.object({
  kind: z.literal('text'),
  modality: z.string(),
  text: z.string(),
  segments: z.array(z.string()).describe('the parts, in reading order'),
  tokenCount: z.number(),
  cut: z
    .object({ side: z.enum(['start', 'end']), tokens: z.number(), length: z.number() })
    .nullable()
    .describe('null when the whole text is there; else the side that was cut off'),
})
const recordPreview = z.object({
  kind: z.literal('tabular'),
  modality: z.string(),
  attributes: z.array(
    z.object({
      name: z.string(),
      source: z.string().describe('cell as it stands in the table'),
      missing: z.boolean(),
      values: z.array(z.number()).describe('tensor columns'),
    }),
  ),
})
const failedPreview = z.object({ kind: z.literal('failed'), modality: z.string(), error: errorDataSchema })

export const casePreviewSchema = z.object({
  caseId: z.string(),
  modalities: z.array(z.discriminatedUnion('kind', [gridPreview, textPreview, recordPreview, failedPreview])),
})

export const sliceRequestSchema = z.object({
  studyId: z.string(),
  caseId: z.string(),
  modality: z.string(),
  view: z.enum(['source', 'model']).describe('the file, or the tensor after preprocessing'),
  axis: z.enum(['z', 'y', 'x']).default('z').describe('axis that the slice cuts; ignored for images'),
  index: z.number().int().min(0).default(0),
})

/** Pixels cross a border as bytes: float32 little-endian, [height, width, channels], with this header beside them. */
export const sliceSchema = z.object({
  dims: z.tuple([z.number(), z.number(), z.number()]).describe('[height, width, channels]'),
  range: z
    .tuple([z.number(), z.number()])
    .describe('smallest and largest value of the whole image or volume'),
  pixelAspect: z.number().describe('height of a pixel / width of a pixel, in mm'),
  pixels: z.instanceof(Blob),
})

export type StudySummary = z.output<typeof studySummarySchema>
export type CaseRow = z.output<typeof caseRowSchema>
export type CasePreview = z.output<typeof casePreviewSchema>
export type ModalityPreview = CasePreview['modalities'][number]
export type SliceRequest = z.input<typeof sliceRequestSchema>
export type Slice = z.output<typeof sliceSchema>
