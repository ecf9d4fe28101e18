/** What the model's output means (method.md section 3). */
import { z } from 'zod'

export const outputKinds = ['multi-label', 'multi-class', 'regression', 'survival'] as const
export const activations = ['none', 'sigmoid', 'softmax'] as const

export const outputsSchema = z.strictObject({
  tensor: z.string().min(1).optional().describe('output of the model; needed when it has several'),
  slice: z
    .tuple([z.number().int().min(0), z.number().int().min(1)])
    .optional()
    .describe('[from, to) of the flattened output; default: all'),
  kind: z.enum(outputKinds),
  names: z.array(z.string().min(1)).min(1).describe('one per output value, in order'),
  activation: z
    .enum(activations)
    .default('none')
    .describe('applied by ModaLens when the model returns logits'),
  space: z
    .enum(['output', 'logit'])
    .default('output')
    .describe('output: differences after the activation; logit: before it'),
  threshold: z.number().default(0.5).describe('multi-label: a label is on from here'),
})

export type StudyOutputs = z.output<typeof outputsSchema>
export type OutputKind = StudyOutputs['kind']
export type Activation = StudyOutputs['activation']
