/** How a study is run. Everything here can be overridden on the command line and in the application. */
import { z } from 'zod'

export const aggregations = [
  'pooled',
  'per-case',
  'per-case-per-class',
  'per-class',
  'part-mean',
  'whole',
] as const
/** From the reference to the fastest. */
export const runPaths = ['plain', 'batched', 'split', 'incremental'] as const
/** The CPU, then the others in the order in which `auto` tries them. */
export const deviceNames = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const

export const runSettingsSchema = z.strictObject({
  aggregation: z.enum(aggregations).exclude(['per-class']).default('pooled').describe('the leading figure'),
  seed: z.number().int().min(0).default(0),
  cases: z
    .strictObject({
      split: z.string().optional().describe('only cases of this level of the split column'),
      first: z.number().int().positive().optional().describe('only the first cases, in table order'),
      ids: z.array(z.string()).optional().describe('only these cases'),
    })
    .default({}),
  path: z
    .enum(['auto', ...runPaths])
    .default('auto')
    .describe(
      'plain: one forward pass per mask, the reference; auto: the fastest that gives the same outputs',
    ),
  batchSize: z
    .number()
    .int()
    .positive()
    .max(1024)
    .default(8)
    .describe(
      'masks per forward pass on the CPU, more on long runs where that pays; on another device as many as pay and fit',
    ),
  threads: z.number().int().positive().optional().describe('default: all cores'),
  device: z
    .enum(['auto', ...deviceNames])
    .default('auto')
    .describe('auto: the fastest that can be had here and gives the outputs of the CPU'),
  responseFloor: z
    .number()
    .min(0)
    .optional()
    .describe(
      'a case whose summed differences are below it is silent; default: 1e-6 times the number of outputs',
    ),
  collapseThreshold: z.number().min(0).max(1).default(0.02),
  resamples: z.number().int().min(100).max(100_000).default(2000).describe('bootstrap resamples'),
})

export type RunSettings = z.output<typeof runSettingsSchema>
/** What a user sets for one run; what is absent or undefined stays as the study says. */
export type RunOverrides = { readonly [Key in keyof RunSettings]?: RunSettings[Key] | undefined }
export type RunPathName = (typeof runPaths)[number]
export type DeviceName = (typeof deviceNames)[number]
export type DeviceSetting = RunSettings['device']
export type Aggregation = (typeof aggregations)[number]
