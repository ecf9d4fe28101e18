/** A run as hosts see it: its plan, its events, its state. */
import { modalityKinds } from './kinds'
import { z } from 'zod'
import { adaptiveResultSchema, convergenceLookSchema } from './adaptive'
import { datasetContributionSchema } from './contribution'
import { deviceChoiceSchema, deviceTrialSchema } from './device'
import { errorDataSchema } from './error-schema'
import { groundingResultSchema } from './grounding-result'
import { jointContributionSchema } from './joint-contribution'
import { modelCardSchema } from './model'
import { noticeSchema } from './notice'
import { pathChoiceSchema, workersChoiceSchema } from './path-choice'
import { phaseTimeSchema } from './run-phases'
import { runningFiguresSchema } from './running-figures'
import { groundingSchema } from './study/grounding'
import { outputsSchema } from './study/outputs'
import { runSettingsSchema } from './study/run-settings'

export const runPlanSchema = z.object({
  caseCount: z.number(),
  patientCount: z.number(),
  passes: z
    .number()
    .describe('forward passes of all cases; exact when no modality is a text, else an estimate'),
  passesAreExact: z.boolean(),
  isUpperLimit: z.boolean().describe('an adaptive run may end before all cases'),
  parts: z.array(z.object({ modality: z.string(), perCase: z.number() })),
  batchSize: z.number(),
  memoryBytes: z.number().describe('tensors and batch buffers, without the model itself'),
  secondsPerPass: z.number().nullable().describe('measured on one pass; null when not tried'),
  secondsInAll: z
    .number()
    .optional()
    .describe('of the run with opening, trials and reading, from whole cases; absent when not tried'),
  notices: z.array(noticeSchema),
})

export const runStates = [
  'created',
  'running',
  'finished',
  'cancelled',
  'paused',
  'failed',
  'interrupted',
] as const

export const runProgressSchema = z.object({
  passesDone: z.number(),
  passesPlanned: z.number(),
  casesDone: z.number(),
  casesPlanned: z.number(),
  casesSkipped: z.number(),
  passesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  isUpperLimit: z.boolean().describe('what is planned is the most: an adaptive run may end earlier'),
  memoryBytes: z.number().optional().describe('of the process that computes, with all its workers'),
})

const shared = { run: z.string(), sequence: z.number().int().describe('from 0, without gaps') }
const shares = z.record(z.string(), z.number())

export const runEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('planned'), ...shared, plan: runPlanSchema }),
  z.object({ event: z.literal('phase'), ...shared, phase: phaseTimeSchema }).describe('begins, or ended'),
  z.object({ event: z.literal('progress'), ...shared, progress: runProgressSchema }),
  z.object({
    event: z.literal('case'),
    ...shared,
    caseId: z.string(),
    contribution: shares.describe('pooled m_i over the cases so far; empty without response'),
  }),
  z.object({
    event: z.literal('look'),
    ...shared,
    look: convergenceLookSchema,
    stopAfter: z
      .number()
      .nullable()
      .describe('patients after which an adaptive run ends; null: not yet known'),
  }),
  z
    .object({ event: z.literal('figures'), ...shared, figures: runningFiguresSchema })
    .describe('after the first cases one by one, then ever more seldom, and at the end'),
  z.object({ event: z.literal('notice'), ...shared, notice: noticeSchema }),
  z
    .object({
      event: z.literal('stored'),
      ...shared,
      casesDone: z.number().describe('computed'),
      casesSkipped: z.number(),
      casesPlanned: z.number(),
      isRunning: z.boolean().describe('another process works on the run'),
    })
    .describe('what a run that is not followed here has on disk'),
  z.object({ event: z.literal('finished'), ...shared, casesDone: z.number(), casesSkipped: z.number() }),
  z.object({ event: z.literal('cancelled'), ...shared }),
  z.object({ event: z.literal('paused'), ...shared }),
  z.object({ event: z.literal('queued'), ...shared }).describe('waits until other runs are over'),
  z.object({ event: z.literal('failed'), ...shared, error: errorDataSchema }),
])

/** A label that a study takes, by value or name, and what the study calls it. */
const askedLabelSchema = z.object({ label: z.union([z.number(), z.string()]), called: z.string() })

export type AskedLabel = z.output<typeof askedLabelSchema>

export const modalityIdentitySchema = z.object({
  name: z.string(),
  kind: z.enum(modalityKinds),
  source: z.string().describe('modality of the study it comes from; differs for a channel group'),
  parts: z.string().describe('in words: patches 32 x 32'),
  replacement: z.string().describe('in words: mean of the case'),
  connected: z
    .boolean()
    .nullable()
    .default(null)
    .describe(
      'whether a path in the graph leads from its inputs to the output; null for runs of earlier versions',
    ),
  onlyLabels: z
    .array(askedLabelSchema)
    .optional()
    .describe('the labels that count; absent where all do, and in runs of earlier versions'),
  channels: z
    .array(z.number())
    .optional()
    .describe('of a channel group: the channels that it masks; absent where all are masked'),
  axes: z
    .string()
    .optional()
    .describe('where x, y and z of its tensors grow to, where a step makes that the same in all cases'),
})

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** run.json of the run folder: all that identifies a run. Written before the first pass. */
export const runManifestSchema = z.object({
  format: z
    .literal([1, 2])
    .describe('2: outputs are packed (outputs.bin); 1: they are lines (outputs.jsonl)'),
  run: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime().describe('UTC'),
  modalensVersion: z.string(),
  onnxruntimeVersion: z.string(),
  node: z.string(),
  platform: z.string(),
  device: z.string(),
  threads: z.number(),
  batchSize: z.number(),
  path: z.string(),
  studyFile: z.string(),
  studySha256: sha256.nullable().default(null).describe('of study.yaml; null for runs of earlier versions'),
  tokenizers: z
    .array(z.object({ modality: z.string(), file: z.string(), sha256 }))
    .default([])
    .describe('of the texts; none in runs of earlier versions'),
  model: modelCardSchema,
  dataset: z.object({
    table: z.string(),
    fingerprint: z.string().describe('SHA-256 over the table and the names and sizes of all source files'),
    caseCount: z.number(),
    notices: z.array(errorDataSchema).default([]).describe('what was noticed while the tables were read'),
  }),
  cohort: sha256
    .nullable()
    .default(null)
    .describe('of what was learned of the cohort (cohort.json); null for runs of earlier versions'),
  modalities: z.array(modalityIdentitySchema),
  labels: z.array(z.string()).default([]).describe('names of the label columns'),
  outputs: outputsSchema,
  joint: z.array(z.array(z.string())).default([]).describe('sets of parts that are masked at once'),
  grounding: groundingSchema,
  settings: runSettingsSchema,
  changedFrom: z
    .object({
      run: z.string(),
      name: z.string(),
      differences: z.array(z.object({ setting: z.string(), from: z.string(), to: z.string() })),
    })
    .optional()
    .describe('the run whose settings were taken and changed; absent where there is none'),
  caseIds: z
    .array(z.string())
    .refine((ids) => new Set(ids).size === ids.length, 'no case twice')
    .describe('the selection, in the order of the run'),
})

export const runSummarySchema = z.object({
  run: z.string(),
  name: z.string(),
  createdAt: z.string().describe('empty where it cannot be read'),
  state: z.enum([...runStates, 'damaged']),
  damage: errorDataSchema.nullable().describe('why the run cannot be read'),
  casesDone: z.number().describe('computed'),
  casesSkipped: z.number(),
  casesPlanned: z.number(),
  modelName: z.string(),
})

export const caseRunSchema = runSummarySchema
  .pick({ run: true, name: true, createdAt: true, modelName: true })
  .describe('a run that computed a case')

export const caseSummarySchema = z.object({
  caseId: z.string(),
  silent: z.boolean(),
  labels: z.array(z.string()).default([]).describe('ground truth, one per label column'),
  originalOutput: z.array(z.number()),
  contribution: z.record(z.string(), z.number()).nullable().describe('m_i of the case; null when silent'),
})

/** result.json: derived from the stored outputs alone, so it can always be made again. */
export const runResultSchema = z.object({
  run: z.string(),
  state: z.enum(runStates),
  manifest: runManifestSchema,
  path: pathChoiceSchema
    .omit({ trials: true, device: true, workers: true, notices: true, notTried: true })
    .extend({
      largestDifference: z
        .number()
        .nullable()
        .describe('to the plain path over the checked masks, before and in the run'),
      comparedLater: z.number().default(0).describe('cases of the run whose masks were compared once more'),
      device: deviceChoiceSchema
        .extend({ trials: z.array(deviceTrialSchema.omit({ secondsPerCase: true })) })
        .nullable()
        .default(null)
        .describe('null for runs of earlier versions'),
      workers: workersChoiceSchema
        .omit({ secondsPerCase: true })
        .nullable()
        .default(null)
        .describe('null: one case on all threads'),
    })
    .nullable()
    .default(null)
    .describe('null for runs of earlier versions'),
  contribution: datasetContributionSchema,
  joint: z.array(jointContributionSchema).default([]).describe('of the sets of parts; never inside m_i'),
  grounding: z
    .array(groundingResultSchema)
    .default([])
    .describe('in the order of the study; never inside m_i'),
  adaptive: adaptiveResultSchema
    .nullable()
    .default(null)
    .describe('null for a run that was to take all cases'),
  cases: z.array(caseSummarySchema),
  notices: z.array(noticeSchema),
})

export type RunPlan = z.output<typeof runPlanSchema>
export type RunState = (typeof runStates)[number]
export type RunProgress = z.output<typeof runProgressSchema>
export type RunEvent = z.output<typeof runEventSchema>
export type ModalityIdentity = z.output<typeof modalityIdentitySchema>
export type RunManifest = z.output<typeof runManifestSchema>
export type RunSummary = z.output<typeof runSummarySchema>
export type CaseRun = z.output<typeof caseRunSchema>
export type CaseSummary = z.output<typeof caseSummarySchema>
export type RunResult = z.output<typeof runResultSchema>
