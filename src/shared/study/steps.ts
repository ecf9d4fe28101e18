/** Preprocessing steps of an image or volume, in the order the study lists them: source value -> model input. */
import { z } from 'zod'

const length = z.number().int().positive()
const interpolation = z.enum(['linear', 'nearest']).default('linear')

/** One number for all channels, bare or in a list, or a list with one for each. */
const oneOrEach = (number: z.ZodNumber) => z.union([number.transform((one) => [one]), z.array(number).min(1)])

const resize = z
  .strictObject({
    step: z.literal('resize'),
    size: z.array(length).min(2).max(3).describe('[height, width] or [depth, height, width]'),
    interpolation,
    antialias: z.boolean().default(true).describe('average over the source area when shrinking'),
  })
  .describe('change the number of pixels')
const crop = z
  .strictObject({
    step: z.literal('crop'),
    size: z
      .union([z.array(length).min(2).max(3), z.literal('square')])
      .describe('[height, width], [depth, height, width], or square: the largest centred square'),
    offset: z
      .array(z.number().int().min(0))
      .min(2)
      .max(3)
      .optional()
      .describe('from the first corner; default: centred'),
  })
  .describe('cut a piece out')
const pad = z
  .strictObject({
    step: z.literal('pad'),
    size: z.array(length).min(2).max(3).describe('at least this size; what is larger stays'),
    value: z.number().default(0),
  })
  .describe('add a margin, centred')
const resample = z
  .strictObject({
    step: z.literal('resample'),
    spacingMm: z
      .union([z.number().positive(), z.array(z.number().positive()).min(2).max(3)])
      .describe('in mm: [y, x] of an image, [z, y, x] of a volume, or one number for all axes'),
    interpolation,
  })
  .describe('change the size of pixels or voxels')
const reslice = z
  .strictObject({
    step: z.literal('reslice'),
    size: z.array(length).length(3).describe('[depth, height, width]'),
    spacingMm: z.array(z.number().positive()).length(3).describe('[z, y, x] in mm'),
    axes: z
      .string()
      .regex(/^[LRAPSI]{3}$/, 'three letters, each of L, R, A, P, S and I, such as LPS')
      .default('LPS')
      .describe('where the x, y and z index grow to'),
    center: z
      .union([z.literal('image'), z.array(z.number()).length(3)])
      .default('image')
      .describe('image: the middle of the volume; or an LPS position in mm'),
    interpolation,
    outside: z.number().default(0).describe('value outside the volume; air is -1024 in CT'),
  })
  .describe('put a volume on a grid in patient space, straightening oblique and tilted ones')
const orient = z
  .strictObject({
    step: z.literal('orient'),
    axes: z
      .string()
      .regex(/^[LRAPSI]{3}$/, 'three letters, each of L, R, A, P, S and I, such as LPS')
      .describe('where the x, y and z index grow to, for example LPS or RAS'),
  })
  .describe('flip and transpose a volume to these anatomical axes')
const clip = z
  .strictObject({ step: z.literal('clip'), min: z.number(), max: z.number() })
  .describe('limit the values')
const window = z
  .strictObject({ step: z.literal('window'), center: z.number(), width: z.number().positive() })
  .describe('clip to the window and map it to 0..1')
const scale = z
  .strictObject({
    step: z.literal('scale'),
    from: z.tuple([z.number(), z.number()]),
    to: z.tuple([z.number(), z.number()]).default([0, 1]),
  })
  .describe('map one range linearly to another')
const normalise = z
  .strictObject({
    step: z.literal('normalise'),
    mean: oneOrEach(z.number()),
    std: oneOrEach(z.number().positive()),
  })
  .describe('subtract the mean and divide by the standard deviation, one number for all channels or one each')
const channels = z
  .strictObject({
    step: z.literal('channels'),
    order: z
      .enum(['grey', 'rgb', 'bgr'])
      .describe('grey: weighted mean; rgb from grey: repeated; bgr: reversed'),
  })
  .describe('choose the channels')

/** Steps that need no place in the patient. */
const flat = [resize, crop, pad, resample, clip, window, scale, normalise, channels] as const

/** Those of images: what has no place in the patient cannot be turned in it. */
export const imageStepSchema = z.discriminatedUnion('step', flat)

export const stepSchema = z.discriminatedUnion('step', [...flat, reslice, orient])

export type Step = z.output<typeof stepSchema>

/** Where x, y and z of every tensor grow to, three letters such as LPS; null where no step makes that the same in all cases. */
export function axesOfSteps(
  steps: readonly { readonly step: string; readonly axes?: string }[],
): string | null {
  return steps.findLast(({ axes }) => axes !== undefined)?.axes ?? null
}
