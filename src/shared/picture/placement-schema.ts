/** Where the values of a picture lie and how a slice is turned, as it crosses a border. */
import { z } from 'zod'
import type { Placement, Plane } from './planes'

const three = z.tuple([z.number(), z.number(), z.number()]).readonly()

export const placementSchema = z.object({
  dims: three.describe('[depth, height, width]; an image has a depth of 1'),
  affineLps: z
    .array(z.number())
    .length(16)
    .readonly()
    .nullable()
    .describe('index (x, y, z, 1) -> LPS in mm, row-major; null where the file does not say'),
  pixels: z
    .object({ size: three.describe('[z, y, x]'), unit: z.enum(['mm', 'ratio']) })
    .nullable()
    .describe('how long a pixel is along the axes; null where the file does not say'),
  directions: z
    .object({ x: z.string(), y: z.string() })
    .readonly()
    .optional()
    .describe('letters that x and y grow to, of an image without a position in the patient'),
}) satisfies z.ZodType<Placement>

const shownAxis = z.object({
  axis: z.enum(['z', 'y', 'x']).describe('of the array'),
  count: z.number(),
  isFlipped: z.boolean().describe('the first on the screen is the last of the array'),
  length: z.number().describe('of a pixel along it, in the unit of the picture'),
})

export const planeSchema = z.object({
  name: z.enum(['axial', 'coronal', 'sagittal']).nullable().describe('null: as stored'),
  slices: shownAxis,
  rows: shownAxis,
  columns: shownAxis,
  edges: z
    .object({ left: z.string(), right: z.string(), top: z.string(), bottom: z.string() })
    .nullable()
    .describe('letters of the patient at the edges of the screen'),
}) satisfies z.ZodType<Plane>
