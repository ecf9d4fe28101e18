/** How a study is run. Everything here can be overridden on the command line and in the application. */
import { z } from 'zod'
import { caseConditionSchema } from './case-conditions'

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

export const adaptiveSettingsSchema = z.strictObject({
  tolerance: z
    .number()
    .min(0.001)
    .max(0.5)
    .default(0.02)
    .describe('half-width that the 95 % interval of every m_i must have'),
  minCases: z.number().int().positive().default(30).describe('cases that are used in any case'),
  blockSize: z.number().int().positive().default(10).describe('patients between two looks'),
})

/** Every field without its default: what a user may set for one run. */
const fields = {
  aggregation: z.enum(aggregations).exclude(['per-class']).describe('the leading figure'),
  seed: z.number().int().min(0),
  cases: z.strictObject({
    split: z
      .union([z.string().transform((one) => [one]), z.array(z.string()).min(1)])
      .optional()
      .describe('only cases of this level of the split column, or of one of these'),
    where: z
      .array(caseConditionSchema)
      .min(1)
      .optional()
      .describe('only cases that meet all of these conditions on columns of the table'),
    first: z.number().int().positive().optional().describe('only the first cases, in table order'),
    ids: z.array(z.string()).optional().describe('only these cases'),
  }),
  adaptive: adaptiveSettingsSchema
    .nullable()
    .describe(
      'patients in seeded random order until every m_i is known to the tolerance; null: all cases, in table order',
    ),
  path: z
    .enum(['auto', ...runPaths])
    .describe(
      'plain: one forward pass per mask, the reference; auto: the fastest that gives the same outputs, of those that the run is long enough to try',
    ),
  batchSize: z
    .number()
    .int()
    .positive()
    .max(1024)
    .describe(
      'masks per forward pass on the CPU; the incremental path may take twice as many, long runs more where that pays; on another device as many as pay and fit',
    ),
  threads: z.number().int().positive().max(1024).optional().describe('default: all cores'),
  workers: z
    .union([z.literal('auto'), z.number().int().positive().max(1024)])
    .describe(
      'cases computed at once on the CPU, which share the threads; auto: as many as cores where that is faster',
    ),
  device: z
    .enum(['auto', ...deviceNames])
    .describe(
      'auto: the fastest that can be had here and gives the outputs of the CPU, where the run is long enough to try it',
    ),
  responseFloor: z
    .number()
    .min(0)
    .optional()
    .describe(
      'a case whose summed differences are below it is silent; default: 1e-6 times the number of outputs',
    ),
  collapseThreshold: z.number().min(0).max(1),
  resamples: z
    .number()
    .int()
    .min(100)
    .max(100_000)
    .describe(
      'kept so that older study files stay valid: intervals of shares are no longer drawn (docs/method.md)',
    ),
}

export const runSettingsSchema = z.strictObject({
  ...fields,
  aggregation: fields.aggregation.default('pooled'),
  seed: fields.seed.default(0),
  cases: fields.cases.default({}),
  adaptive: fields.adaptive.default(null),
  workers: fields.workers.default('auto'),
  path: fields.path.default('auto'),
  batchSize: fields.batchSize.default(8),
  device: fields.device.default('auto'),
  collapseThreshold: fields.collapseThreshold.default(0.02),
  resamples: fields.resamples.default(2000),
})

/** What a user sets for one run; what is absent stays as the study says, so that nothing here has a default. */
export const runOverridesSchema = z.strictObject(fields).partial()

export type AdaptiveSettings = z.output<typeof adaptiveSettingsSchema>
export type RunSettings = z.output<typeof runSettingsSchema>
/** What is absent or undefined stays as the study says. */
export type RunOverrides = { readonly [Key in keyof RunSettings]?: RunSettings[Key] | undefined }
export type RunPathName = (typeof runPaths)[number]
export type DeviceName = (typeof deviceNames)[number]
export type DeviceSetting = RunSettings['device']
export type Aggregation = (typeof aggregations)[number]
