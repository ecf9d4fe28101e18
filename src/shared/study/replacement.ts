/** What stands in for an occluded part (method.md section 2). A bare name is short for the same name with its defaults. */
import { z } from 'zod'

const bare = <const Kind extends string>(kind: Kind) => z.literal(kind).transform(() => ({ kind }))

const zero = z.strictObject({ kind: z.literal('zero') })
const constant = z.strictObject({ kind: z.literal('constant'), value: z.number() })
const caseMean = z.strictObject({ kind: z.literal('case-mean') })
const channelMean = z.strictObject({ kind: z.literal('channel-mean') })
const patchMean = z.strictObject({ kind: z.literal('patch-mean') })
const cohortMean = z.strictObject({ kind: z.literal('cohort-mean') })
const cohortMedian = z.strictObject({ kind: z.literal('cohort-median') })
const cohortMode = z.strictObject({ kind: z.literal('cohort-mode') })
const blur = z.strictObject({
  kind: z.literal('blur'),
  sigma: z.number().positive().describe('in pixels, or samples of a signal'),
})
const noise = z.strictObject({
  kind: z.literal('noise'),
  distribution: z.enum(['uniform', 'normal']).default('uniform').describe('uniform: [0, 1)'),
  mean: z.number().default(0),
  std: z.number().positive().default(1),
})
const donor = z.strictObject({
  kind: z.literal('donor'),
  draws: z.number().int().min(1).max(100).default(5),
  oppositeLabel: z.boolean().default(false).describe('only donors whose label differs'),
})
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
    z.strictObject({ kind: z.literal('mask-token') }),
    z.strictObject({ kind: z.literal('pad-token') }),
    z.strictObject({ kind: z.literal('unk-token') }),
    z.strictObject({ kind: z.literal('token-mean') }),
    z.strictObject({ kind: z.literal('token-id'), id: z.number().int().min(0) }),
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
    z.strictObject({ kind: z.literal('line') }),
  ]),
])

export type SignalReplacement = z.output<typeof signalReplacementSchema>
export type GridReplacement = z.output<typeof gridReplacementSchema>
export type TabularReplacement = z.output<typeof tabularReplacementSchema>
export type TextReplacement = z.output<typeof textReplacementSchema>
export type Replacement = GridReplacement | SignalReplacement | TabularReplacement | TextReplacement
