/** The answer of a run, over the cohort and per case. Names as in method.md sections 1, 4, 6 and 7. */
import { z } from 'zod'
import { partLayoutSchema } from './part'
import { recordingSchema } from './recording'
import { aggregations } from './study/run-settings'

export const intervalSchema = z.tuple([z.number(), z.number()]).describe('95 % interval [low, high]')
/** How intervals are made: patients left out in turn; runs of earlier versions drew them again. */
export const intervalMethods = ['bootstrap', 'jackknife'] as const

/** Why there is no interval, or what an interval rests on (method.md section 6). */
export const intervalNotes = [
  'too-few-patients',
  'approximate',
  'no-response-seen',
  'nothing-else-responds',
  'patients-do-not-differ',
  'one-patient-carries',
  'nothing-responds',
  'only-modality',
] as const

export const intervalNoteSchema = z
  .enum(intervalNotes)
  .nullable()
  .describe('why there is no interval, or what it rests on')

export const shareIntervalSchema = z.object({
  interval: intervalSchema.nullable(),
  note: intervalNoteSchema,
  effectivePatients: z.number().describe('how many patients of equal weight would say as much of this share'),
  lowerLimit: z.number().nullable().describe('one-sided 95 % limit'),
  upperLimit: z.number().nullable().describe('one-sided 95 % limit'),
})

/** Beside a share; both null in results of earlier versions. */
const intervalFields = {
  interval: intervalSchema.nullable().describe('over patients, by intervalMethod'),
  intervalNote: intervalNoteSchema.default(null),
  effectivePatients: z.number().nullable().default(null).describe('that the interval rests on'),
}

export const attributeContributionSchema = z.object({
  name: z.string(),
  contribution: z.number().describe("share of the total; a modality's attributes add up to its m_i"),
  perClass: z.array(z.number()).describe('mean absolute difference per class'),
  signedPerClass: z.array(z.number()).describe('mean of original minus occluded output per class'),
  ...intervalFields,
})

export const labelContributionSchema = z.object({
  name: z.string(),
  contribution: z.number().describe("share of the total; a modality's labels add up to its m_i"),
  caseCount: z.number().describe('cases that have the label; the means below are over them'),
  sizeShare: z.number().describe('mean share of the picture, 0..1'),
  perClass: z.array(z.number()).describe('mean absolute difference per class'),
  signedPerClass: z.array(z.number()).describe('mean of original minus occluded output per class'),
  ...intervalFields,
})

export const wordContributionSchema = z.object({
  word: z.string().describe('word form, lower case'),
  occurrences: z.number(),
  meanDifference: z
    .number()
    .describe('mean over its occurrences of the mean absolute difference over classes'),
  signedPerClass: z
    .array(z.number())
    .describe('mean over its occurrences of original minus occluded output per class'),
  signedPredicted: z
    .number()
    .nullable()
    .describe(
      'the same for the class that each case predicts; null for several outputs without a common scale',
    ),
  predictedIn: z.array(z.number()).describe('per class: occurrences in cases that predict it'),
})

export const meanMapSchema = z.object({
  layout: partLayoutSchema,
  recording: recordingSchema.optional().describe('of signals whose leads and rate are the same in all cases'),
  meanDifference: z.array(z.number()).describe('[partCount], mean over cases and classes'),
})

export const modalityContributionSchema = z.object({
  modality: z.string(),
  contribution: z.number().describe('m_i in [0, 1] by the chosen aggregation'),
  ...intervalFields,
  byAggregation: z
    .partialRecord(z.enum(aggregations).exclude(['per-class']), z.number())
    .describe('m_i by each aggregation; an aggregation without response is absent'),
  intervals: z
    .partialRecord(z.enum(aggregations).exclude(['per-class']), shareIntervalSchema)
    .default({})
    .describe('of m_i by each aggregation'),
  perClass: z.array(z.number().nullable()).describe('aggregation per-class: m_i[c]; null without response'),
  perClassIntervals: z.array(shareIntervalSchema.nullable()).default([]).describe('of perClass'),
  classShare: z.array(z.number()).describe('adds up to m_i over the classes (pooled)'),
  classShareIntervals: z.array(shareIntervalSchema).default([]).describe('of classShare'),
  meanPartCount: z.number().describe('h_i, mean over cases'),
  enrichment: z.number().nullable().describe('m_i / (h_i / sum of h)'),
  inertShare: z.number().describe('share of parts with nothing to mask, 0..1'),
  inertParts: z.number(),
  absentCases: z.number().default(0).describe('cases that do not have the modality; they count with 0'),
  flips: z.number().describe('parts whose masking changes a label, over all cases'),
  concentration: z
    .object({ effectiveParts: z.number(), topFiveShare: z.number() })
    .nullable()
    .describe('exp(entropy) of the part shares and share of the five largest; mean over cases with response'),
  redundancy: z.number().nullable().describe('effect of the whole mask / sum of the part effects'),
  attributes: z.array(attributeContributionSchema).nullable(),
  labels: z
    .array(labelContributionSchema)
    .optional()
    .describe('of parts by labels: by name, over all cases; absent for other parts'),
  words: z.array(wordContributionSchema).nullable(),
  meanMap: meanMapSchema.nullable().describe('null when the cases do not share one grid'),
})

export const verdictNames = ['collapse', 'no-response-seen', 'not-connected', 'not-decided'] as const

export const verdictLimitsSchema = z.object({
  share: z.number().nullable(),
  lowerLimit: z.number().nullable().describe('one-sided 95 % limit'),
  upperLimit: z.number().nullable().describe('one-sided 95 % limit'),
})

/** What is known of a modality that is not clearly used (method.md section 7). */
export const verdictSchema = z.object({
  modality: z.string(),
  verdict: z.enum(verdictNames),
  basis: z
    .enum(['limits', 'no-response', 'graph'])
    .describe('the limits of pooled and whole, that it never responded, or that nothing leads to the output'),
  patientCount: z.number(),
  leastPatients: z.number().nullable().describe('from how many on it may be called a collapse'),
  threshold: z.number(),
  pooled: verdictLimitsSchema,
  whole: verdictLimitsSchema,
  respondingAtMost: z
    .number()
    .describe('largest share of patients that may respond where none of these did (95 %)'),
  replacement: z.string().nullable().describe('what masked it: a typical value hides a modality that gates'),
})

export const collapseSchema = z.object({
  modality: z.string(),
  upperLimit: z.number().describe('the larger of both; 0 where it is not connected'),
  verdict: z
    .enum(verdictNames)
    .default('collapse')
    .describe(
      'not-decided where both limits are below the threshold and the patients are too few to call it',
    ),
  pooledUpperLimit: z.number().nullable().default(null),
  wholeUpperLimit: z.number().nullable().default(null),
})

export const datasetContributionSchema = z.object({
  state: z.enum(['response', 'no-response']),
  aggregation: z.enum(aggregations),
  intervalMethod: z.enum(intervalMethods).default('bootstrap'),
  caseCount: z.number(),
  patientCount: z.number(),
  outputNames: z.array(z.string()),
  modalities: z.array(modalityContributionSchema),
  aggregationsDisagree: z.boolean().describe('pooled, part-mean and whole name different leading modalities'),
  silentCases: z.array(z.string()).describe('case ids left out of the per-case means'),
  balance: z.number().nullable().describe('H(m) / log n: 1 even, 0 one modality alone'),
  collapse: z
    .array(collapseSchema)
    .describe(
      'modalities whose upper limits of pooled and whole are below collapseThreshold, or not connected',
    ),
  verdicts: z.array(verdictSchema).default([]).describe('one per modality that is not clearly used'),
  exploratory: z
    .boolean()
    .default(false)
    .describe('over 20 intervals: each holds by itself, together some miss by chance'),
})

export const partDifferencesSchema = z.object({
  modality: z.string(),
  contribution: z.number().nullable().describe('m_i of this case; null when the case is silent'),
  layout: partLayoutSchema,
  recording: recordingSchema.optional().describe('of a signal; absent in runs of earlier versions'),
  signed: z.array(z.array(z.number())).describe('[partCount][C]: original minus occluded output'),
  whole: z.array(z.number()).describe('[C]: original minus the output with the whole modality masked'),
  inertParts: z.array(z.number()),
  flips: z.array(z.number()).describe('part indices'),
})

export const caseContributionSchema = z.object({
  caseId: z.string(),
  silent: z.boolean(),
  labels: z.array(z.string()).default([]).describe('ground truth, one per label column'),
  originalOutput: z.array(z.number()),
  joint: z
    .array(z.object({ name: z.string(), signed: z.array(z.number()) }))
    .default([])
    .describe('of the sets of parts: original minus the output with all of a set masked, per class'),
  modalities: z.array(partDifferencesSchema),
})

export type Interval = z.output<typeof intervalSchema>
export type IntervalNote = (typeof intervalNotes)[number]
export type ShareInterval = z.output<typeof shareIntervalSchema>
export type VerdictLimits = z.output<typeof verdictLimitsSchema>
export type ModalityVerdict = z.output<typeof verdictSchema>
export type CollapsedModality = z.output<typeof collapseSchema>
export type AttributeContribution = z.output<typeof attributeContributionSchema>
export type LabelContribution = z.output<typeof labelContributionSchema>
export type WordContribution = z.output<typeof wordContributionSchema>
export type MeanMap = z.output<typeof meanMapSchema>
export type ModalityContribution = z.output<typeof modalityContributionSchema>
export type DatasetContribution = z.output<typeof datasetContributionSchema>
export type PartDifferences = z.output<typeof partDifferencesSchema>
export type CaseContribution = z.output<typeof caseContributionSchema>
