/** How one modality of one case is cut into parts. Kept beside the outputs, so that every map can be drawn again. */
import { z } from 'zod'

const grid = z.object({
  kind: z.literal('grid'),
  dims: z.array(z.number()).describe('spatial axes only: [height, width] or [depth, height, width]'),
  size: z.array(z.number()),
  stride: z.array(z.number()),
})

const labels = z.object({
  kind: z.literal('labels'),
  dims: z.array(z.number()).describe('spatial axes only: [height, width] or [depth, height, width]'),
  labels: z
    .array(
      z.object({
        name: z.string(),
        value: z.number().nullable().describe('in the label map, the smallest of a name; null for the rest'),
        voxels: z.number().describe('elements of one channel'),
      }),
    )
    .describe('the parts, by value; the rest is the last'),
  runs: z
    .array(z.number())
    .describe('part (-1: never masked) and length of every stretch of elements in turn, last axis fastest'),
})

const text = z.object({
  kind: z.literal('text'),
  unit: z.enum(['word', 'token', 'sentence']),
  segments: z.array(
    z.object({ text: z.string(), tokens: z.array(z.number()).describe('positions in the token tensor') }),
  ),
})

const attributes = z.object({
  kind: z.literal('attributes'),
  attributes: z.array(z.object({ name: z.string(), columns: z.array(z.number()) })),
})

const whole = z.object({ kind: z.literal('whole') })

export const partLayoutSchema = z.discriminatedUnion('kind', [grid, labels, text, attributes, whole])

export type PartLayout = z.output<typeof partLayoutSchema>
export type GridLayout = z.output<typeof grid>
export type LabelsLayout = z.output<typeof labels>
export type TextLayout = z.output<typeof text>
export type AttributesLayout = z.output<typeof attributes>

/** A rectangle (or box) of a grid: first index and length per spatial axis, cut off at the edge. */
export interface GridPart {
  readonly offset: readonly number[]
  readonly size: readonly number[]
}

/** Number of grid steps per axis: as many as it takes to reach the far edge. */
export function gridCounts({ dims, size, stride }: GridLayout): number[] {
  return dims.map((length, axis) => {
    const overhang = Math.max(0, length - (size[axis] ?? length))
    return Math.ceil(overhang / (stride[axis] ?? 1)) + 1
  })
}

/** Lists the parts of a grid row by row, last axis fastest; a part that overhangs the edge is cut off there. */
export function gridParts(layout: GridLayout): GridPart[] {
  const counts = gridCounts(layout)
  const total = counts.reduce((product, count) => product * count, 1)
  return Array.from({ length: total }, (_, index) => {
    const offset = counts.map(() => 0)
    let rest = index
    for (let axis = counts.length - 1; axis >= 0; axis -= 1) {
      const count = counts[axis] ?? 1
      offset[axis] = (rest % count) * (layout.stride[axis] ?? 0)
      rest = Math.floor(rest / count)
    }
    const size = offset.map((start, axis) =>
      Math.min(layout.size[axis] ?? 0, (layout.dims[axis] ?? 0) - start),
    )
    return { offset, size }
  })
}

/** h of method.md section 1: how many parts the layout has. */
export function partCount(layout: PartLayout): number {
  switch (layout.kind) {
    case 'grid':
      return gridCounts(layout).reduce((product, count) => product * count, 1)
    case 'labels':
      return layout.labels.length
    case 'text':
      return layout.segments.length
    case 'attributes':
      return layout.attributes.length
    case 'whole':
      return 1
  }
}

/** The parts that a person calls so; a word wherever it stands, in capitals or not. */
export function partsNamed(layout: PartLayout, wanted: string): number[] {
  const plain = (name: string): string => (layout.kind === 'text' ? name.toLowerCase() : name)
  return partNames(layout).flatMap((name, index) => (plain(name) === plain(wanted) ? [index] : []))
}

/** What a person calls the parts: the corner of a box, the label, the words, the attribute. */
export function partNames(layout: PartLayout): string[] {
  switch (layout.kind) {
    case 'grid':
      return gridParts(layout).map(({ offset }) => offset.join(' '))
    case 'labels':
      return layout.labels.map(({ name }) => name)
    case 'text':
      return layout.segments.map(({ text }) => text)
    case 'attributes':
      return layout.attributes.map(({ name }) => name)
    case 'whole':
      return ['whole']
  }
}
