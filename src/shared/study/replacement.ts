/** What stands in for an occluded part (method.md section 2). A bare name is short for the same name with its defaults. */
import { z } from 'zod'

const bare = <const Kind extends string>(kind: Kind) => z.literal(kind).transform(() => ({ kind }))

const zero = z.strictObject({ kind: z.literal('zero') }).describe('0 in the input of the model')
const constant = z
  .strictObject({ kind: z.literal('constant'), value: z.number() })
  .describe('this number in the input of the model')
const caseMean = z
  .strictObject({ kind: z.literal('case-mean') })
  .describe('the mean of the whole tensor of the case')
const channelMean = z
  .strictObject({ kind: z.literal('channel-mean') })
  .describe('the mean of each channel or lead of the case')
const patchMean = z
  .strictObject({ kind: z.literal('patch-mean') })
  .describe('the mean of the part that is masked')
const cohortMean = z
  .strictObject({ kind: z.literal('cohort-mean') })
  .describe('element by element the mean over the cases')
const cohortMedian = z
  .strictObject({ kind: z.literal('cohort-median') })
  .describe('element by element the median over the cases')
const cohortMode = z
  .strictObject({ kind: z.literal('cohort-mode') })
  .describe('element by element the most frequent value over the cases')
const blur = z
  .strictObject({
    kind: z.literal('blur'),
    sigma: z.number().positive().describe('in pixels, or samples of a signal'),
  })
  .describe('the part taken from a blurred copy (Gaussian)')
const noise = z
  .strictObject({
    kind: z.literal('noise'),
    distribution: z.enum(['uniform', 'normal']).default('uniform').describe('uniform: [0, 1)'),
    mean: z.number().default(0),
    std: z.number().positive().default(1),
  })
  .describe('seeded random values')
const donor = z
  .strictObject({
    kind: z.literal('donor'),
    draws: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('how many donors; their outputs are averaged'),
    oppositeLabel: z.boolean().default(false).describe('only donors whose label differs'),
  })
  .describe('the value of other patients')
const noiseDefault = z.literal('noise').transform(() => noise.parse({ kind: 'noise' }))
const donorDefault = z.literal('donor').transform(() => donor.parse({ kind: 'donor' }))
const names = [
  bare('zero'),
  bare('case-mean'),
  bare('cohort-mean'),
  bare('cohort-median'),
  bare('cohort-mode'),
  noiseDefault,
  donorDefault,
] as const

export const gridReplacementSchema = z.union([
  ...names,
  bare('channel-mean'),
  bare('patch-mean'),
  z.discriminatedUnion('kind', [
    zero,
    constant,
    caseMean,
    channelMean,
    patchMean,
    cohortMean,
    cohortMedian,
    cohortMode,
    blur,
    noise,
    donor,
  ]),
])

export const tabularReplacementSchema = z.union([
  ...names,
  z.discriminatedUnion('kind', [
    zero,
    constant,
    caseMean,
    cohortMean,
    cohortMedian,
    cohortMode,
    noise,
    donor,
  ]),
])

export const textReplacementSchema = z.union([
  bare('mask-token'),
  bare('pad-token'),
  bare('unk-token'),
  bare('token-mean'),
  donorDefault,
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mask-token') }).describe('the mask token of the tokenizer'),
    z
      .strictObject({ kind: z.literal('pad-token') })
      .describe('the padding token; the attention mask is cleared, too'),
    z.strictObject({ kind: z.literal('unk-token') }).describe('the token of unknown words'),
    z
      .strictObject({ kind: z.literal('token-mean') })
      .describe(
        'the rounded mean of the token ids of the case; what the published code does, for comparison',
      ),
    z.strictObject({ kind: z.literal('token-id'), id: z.number().int().min(0) }).describe('this token'),
    donor,
  ]),
])

export const signalReplacementSchema = z.union([
  ...names,
  bare('channel-mean'),
  bare('patch-mean'),
  bare('line'),
  z.discriminatedUnion('kind', [
    zero,
    constant,
    caseMean,
    channelMean,
    patchMean,
    cohortMean,
    cohortMedian,
    cohortMode,
    blur,
    noise,
    donor,
    z
      .strictObject({ kind: z.literal('line') })
      .describe('a straight line between the ends of the window, lead by lead'),
  ]),
])

export type SignalReplacement = z.output<typeof signalReplacementSchema>
export type GridReplacement = z.output<typeof gridReplacementSchema>
export type TabularReplacement = z.output<typeof tabularReplacementSchema>
export type TextReplacement = z.output<typeof textReplacementSchema>
export type Replacement = GridReplacement | SignalReplacement | TabularReplacement | TextReplacement
