/** The model card: what a look at the ONNX graph tells, without running it. */
import { z } from 'zod'
import { activations } from './study/outputs'

/** A named tensor of the graph. A dim is a number, or the name of a free axis, or null when the graph says nothing. */
export const modelValueSchema = z.object({
  name: z.string(),
  dtype: z.string().describe('float32, float16, int64 ...'),
  dims: z.array(z.union([z.number(), z.string(), z.null()])),
})

export const modelOutputSchema = modelValueSchema.extend({
  lastOperator: z
    .string()
    .nullable()
    .describe('operator that makes the output, seen through shape-only operators'),
  activationInGraph: z.enum(activations),
  connectedInputs: z
    .array(z.string())
    .nullable()
    .default(null)
    .describe('inputs from which a path leads to the output; null in cards of earlier versions'),
})

export const modelCardSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  producer: z.string(),
  irVersion: z.number(),
  opset: z.number(),
  nodeCount: z.number(),
  parameterCount: z.number(),
  operators: z.array(z.object({ name: z.string(), count: z.number() })),
  inputs: z.array(modelValueSchema),
  outputs: z.array(modelOutputSchema),
  fixedBatch: z.number().nullable().describe('the batch the graph was exported with, null when it is free'),
  externalFiles: z.array(z.string()),
})

export type ModelValue = z.output<typeof modelValueSchema>
export type ModelOutput = z.output<typeof modelOutputSchema>
export type ModelCard = z.output<typeof modelCardSchema>
