/** What a run stores of one case: every output of the model, in full precision. Everything else is derived from it. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'
import { partLayoutSchema } from './part'
import { recordingSchema } from './recording'

const output = z.array(z.number()).describe('[C], after the activation (or before it with space: logit)')

export const modalityOutputsSchema = z.object({
  modality: z.string(),
  layout: partLayoutSchema,
  occludedOutput: z.array(output).describe('[partCount][C], in part order'),
  wholeOutput: output.describe('[C], the whole modality masked as one part'),
  affineLps: z
    .array(z.number())
    .length(16)
    .optional()
    .describe('of a volume or image: voxel index (x, y, z, 1) of the tensor -> LPS in mm, row-major'),
  recording: recordingSchema.optional().describe('of a signal; absent in runs of earlier versions'),
  absent: z
    .literal(true)
    .optional()
    .describe('the case does not have the modality: a stand-in was fed, and all its parts are inert'),
  inertParts: z.array(z.number()).describe('indices of parts whose replacement equals the original'),
})

export const caseOutputsSchema = z.object({
  caseId: z.string(),
  patient: z.string().nullable(),
  labels: z
    .array(z.string())
    .optional()
    .describe(
      'ground truth as it stands in the table, one per label column; absent in runs of earlier versions',
    ),
  originalOutput: output,
  modalities: z.array(modalityOutputsSchema),
  joint: z
    .array(z.object({ name: z.string(), output }))
    .optional()
    .describe('of the sets of parts that the case has, each masked at once; absent without any'),
  grounding: z
    .array(
      z.object({
        modality: z.string(),
        label: z.string(),
        elsewhere: z.array(output).describe("[places][C]: the label's shape masked elsewhere"),
        other: output.nullable().describe('the same label of another patient masked; null without one'),
      }),
    )
    .optional()
    .describe('control masks, in the order of the study; absent without any'),
  notices: z
    .array(errorDataSchema.extend({ modality: z.string().optional() }))
    .default([])
    .describe('what readers and device noticed and did about it'),
  compared: z
    .object({ masks: z.number(), largestDifference: z.number() })
    .optional()
    .describe('of a case whose path was compared with the plain one while the run went on'),
})

export type ModalityOutputs = z.output<typeof modalityOutputsSchema>
export type CaseComparison = NonNullable<CaseOutputs['compared']>
export type CaseOutputs = z.output<typeof caseOutputsSchema>
