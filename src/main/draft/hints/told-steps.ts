/** What a file beside a model says of the preprocessing of its training, in the steps of a study as far as there are such. */
import type { z } from 'zod'
import type { stepSchema } from '@shared/study/steps'

export type StepInput = z.input<typeof stepSchema>

/** A modality of the study whose values are pictures, with what the model takes of it. */
export interface PictureTarget {
  /** Place among the modalities. */
  readonly index: number
  readonly name: string
  readonly input: string
  /** How many axes its values lie on: 2 of an image, 3 of a volume. */
  readonly rank: 2 | 3
  readonly channels: number | null
  /** [height, width] or [depth, height, width]; null where the model leaves it open. */
  readonly spatial: readonly (number | null)[]
}

export interface ToldSteps {
  readonly steps: readonly StepInput[]
  /** In words: what is said. */
  readonly says: readonly string[]
  /** In words: what no step does. */
  readonly lacks: readonly string[]
}

export const nothingTold: ToldSteps = { steps: [], says: [], lacks: [] }

/** Puts what is said one after the other. */
export function inOrder(all: readonly ToldSteps[]): ToldSteps {
  return {
    steps: all.flatMap(({ steps }) => steps),
    says: all.flatMap(({ says }) => says),
    lacks: all.flatMap(({ lacks }) => lacks),
  }
}

/** One step with its words. */
export function told(step: StepInput, says: string): ToldSteps {
  return { steps: [step], says: [says], lacks: [] }
}

export function lacking(words: string): ToldSteps {
  return { steps: [], says: [], lacks: [words] }
}

/** One sentence or two. */
export function wordsOf({ says, lacks }: ToldSteps): string {
  const said = says.length === 0 ? [] : [`${says.join(', ')}.`]
  const left = lacks.length === 0 ? [] : [`Not done by any step: ${lacks.join('; ')}.`]
  return [...said, ...left].join(' ')
}

/** A number or a list of numbers, for as many axes. */
export function perAxis(value: number | readonly number[], count: number): number[] {
  return typeof value === 'number' ? Array.from({ length: count }, () => value) : [...value]
}

/** A number as a person would write it: 0.00392156862745098 is one 255th. */
export function inverse(factor: number): number {
  const inverted = 1 / factor
  const whole = Math.round(inverted)
  return Math.abs(inverted - whole) < 1e-6 * whole ? whole : inverted
}

export function size(lengths: readonly number[]): string {
  return lengths.join(' x ')
}
