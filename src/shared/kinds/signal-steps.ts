/** Preprocessing steps of a signal, in the order the study lists them. Lengths are samples, or milliseconds where the rate is known. */
import { z } from 'zod'
import { lengthSchema } from './modality-fields'

/** A length in time. */
export const durationSchema = z
  .union([lengthSchema, z.strictObject({ ms: z.number().positive() })])
  .describe('samples, or { ms: milliseconds }')

export const signalStepSchema = z.discriminatedUnion('step', [
  z
    .strictObject({ step: z.literal('resample'), hz: z.number().positive() })
    .describe('change the number of samples per second; linear, averaged over the source when it shrinks'),
  z
    .strictObject({
      step: z.literal('crop'),
      length: durationSchema,
      from: z
        .union([z.literal('start'), z.literal('center'), z.literal('end')])
        .default('center')
        .describe('which piece is kept'),
    })
    .describe('cut a piece out'),
  z
    .strictObject({
      step: z.literal('pad'),
      length: durationSchema.describe('at least so long; what is longer stays'),
      value: z.number().default(0),
      at: z.enum(['end', 'both']).default('end'),
    })
    .describe('make a short recording longer'),
  z.strictObject({ step: z.literal('clip'), min: z.number(), max: z.number() }).describe('limit the values'),
  z
    .strictObject({
      step: z.literal('scale'),
      from: z.tuple([z.number(), z.number()]),
      to: z.tuple([z.number(), z.number()]).default([0, 1]),
    })
    .describe('map one range linearly to another'),
  z
    .strictObject({
      step: z.literal('normalise'),
      over: z
        .enum(['lead', 'case'])
        .default('lead')
        .describe('mean and standard deviation of each lead of the case, or of all its leads together'),
    })
    .describe('subtract the mean and divide by the standard deviation; no filter'),
])

export type SignalStep = z.output<typeof signalStepSchema>
export type SignalDuration = z.output<typeof durationSchema>
