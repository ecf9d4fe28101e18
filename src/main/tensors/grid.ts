/** An image or volume between two preprocessing steps. */
import { AppError } from '@shared/errors'
import type { LabelParts } from '@shared/kinds'
import type { LetteredDirections } from '@shared/picture/directions'
import type { PixelLengths } from '@shared/picture/planes'
import type { Step } from '@shared/study'
import { elementCount } from '@shared/tensor'
import type { GridLayoutName } from './grid-axes'

export interface Grid {
  readonly channels: number
  /** Spatial axes: [height, width] or [depth, height, width]. */
  readonly dims: readonly number[]
  /** Channels first: [channels, ...dims], last axis fastest. None where only the place of the grid is followed through the steps. */
  readonly values: Float32Array
  /** One per spatial axis, in mm; null where the file gives none. */
  readonly spacingMm: readonly number[] | null
  /** Lengths of a pixel along the axes in a unit that the file does not say; absent where mm are known or nothing is. */
  readonly pixelRatio?: readonly number[]
  /** 4 x 4 row-major: voxel index (x, y, z, 1) -> LPS in mm; null where the file gives none. */
  readonly affineLps: readonly number[] | null
  /** Of an image whose file says how it is turned, but not where it lies. No step of images turns them. */
  readonly directions?: LetteredDirections
  /** The same to the index in the grid of the file, as far as steps keep it; of what has no place in the patient. */
  readonly inFile?: readonly number[] | undefined
}

/** What is asked of a modality whose values lie on a grid. */
export interface GridSettings {
  readonly name: string
  /** Input of the model. */
  readonly input: string
  readonly steps: readonly Step[]
  readonly layout: GridLayoutName
  readonly parts?: LabelParts | { readonly kind: 'grid' | 'whole' | 'match' }
}

/** Whose tensor is being made; for error sentences. */
export interface TensorPlace {
  readonly caseId: string
  readonly modality: string
}

export type StepOf<Kind extends Step['step']> = Extract<Step, { step: Kind }>

/** Memory for what a step makes of a grid; none for one without values. */
export function newValues({ values }: Grid, count: number): Float32Array {
  return new Float32Array(values.length === 0 ? 0 : count)
}

/** Makes a grid of the same shape, value by value; `change` gets the value and its channel. */
export function mapGrid(grid: Grid, change: (value: number, channel: number) => number): Grid {
  const values = new Float32Array(grid.values.length)
  const perChannel = elementCount(grid.dims)
  for (let index = 0; index < values.length; index += 1) {
    values[index] = change(grid.values[index] ?? 0, Math.floor(index / perChannel))
  }
  return { ...grid, values }
}

/** How long the pixels of a grid are along [z, y, x]; null where the file says nothing. */
export function pixelLengths({ spacingMm, pixelRatio }: Grid): PixelLengths | null {
  const size = spacingMm ?? pixelRatio
  if (size === undefined) return null
  const [x, y, z = 1] = size.toReversed()
  if (x === undefined || y === undefined)
    throw new AppError('bug/unexpected', { where: 'pixelLengths', words: `${size.length} axes` })
  return { size: [z, y, x], unit: spacingMm === null ? 'ratio' : 'mm' }
}
