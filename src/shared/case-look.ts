/** What the set-up shows of a case before any run: every preprocessing step, and the parts as they would be masked. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'
import { partLayoutSchema } from './part'

/** A small picture of a stage, as bytes. */
const thumbnailSchema = z.object({
  width: z.number(),
  height: z.number(),
  channels: z.number().describe('1: grey; 3: red, green, blue'),
  pixelAspect: z.number().describe('height of a pixel / width of a pixel, in mm'),
  pixels: z
    .string()
    .describe('[height, width, channels] in base64, 0..255 between the first and the 99th percentile'),
})

export const stepStageSchema = z.object({
  step: z.string().nullable().describe('null: as it was read'),
  channels: z.number(),
  dims: z.array(z.number()).describe('spatial axes only'),
  spacingMm: z.array(z.number()).nullable().describe('one per axis; null where the file says none'),
  range: z.tuple([z.number(), z.number()]),
  thumbnail: thumbnailSchema.nullable().describe('the middle slice; null for what is no picture'),
})

export const caseStagesSchema = z.object({
  stages: z.array(stepStageSchema),
  problem: errorDataSchema.nullable().describe('of the step behind the last stage, or of the tensor'),
})

export const partLookSchema = z.object({
  modality: z.string().describe('name in results: of the modality, or of a channel group of it'),
  source: z.string().describe('modality of the study'),
  layout: partLayoutSchema.nullable().describe('null where this case cannot be read; see problem'),
  parts: z.string().describe('what is masked at once, in words'),
  replacement: z.string().describe('what stands in for it, in words'),
  count: z.number().describe('parts of this case'),
  passes: z.number().describe('of this case: every part and draw, and the whole modality'),
  masked: z
    .array(z.array(z.number()))
    .nullable()
    .describe('of a record: what stands in the columns of each part; null for others'),
  problem: errorDataSchema.nullable(),
})

export const casePartsSchema = z.object({
  looks: z.array(partLookSchema),
  passes: z.number().describe('of this case, the pass without a mask among them'),
  caseCount: z.number().describe('cases that a run takes'),
  statisticsOf: z
    .object({ used: z.number(), of: z.number() })
    .nullable()
    .describe(
      'replacements that need statistics of all cases were shown with those of few; null where none needs any',
    ),
  problem: errorDataSchema.nullable().describe('why nothing can be masked'),
})

export type StepStage = z.output<typeof stepStageSchema>
export type CaseStages = z.output<typeof caseStagesSchema>
export type PartLook = z.output<typeof partLookSchema>
export type CaseParts = z.output<typeof casePartsSchema>
