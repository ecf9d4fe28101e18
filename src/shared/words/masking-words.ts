/** What masking a part does to the outputs of a case, in words. */
import { at } from '../at'
import type { PartDifferences } from '../contribution'
import { apartWords, plainWords } from './number-words'

/** The outputs of a case that sentences are about. */
export interface CaseOutputNames {
  readonly names: readonly string[]
  /** [C]: of the case as it is. */
  readonly original: readonly number[]
  /** The output that a sentence is about; null: the one that changes most. */
  readonly spoken: number | null
}

/** What can be said of one part. */
export interface PartEffect {
  /** From 1, by the size of its value. */
  readonly rank: number
  readonly partCount: number
  readonly value: number
  /** Of all changes of the modality, 0..1; null where nothing changes. */
  readonly share: number | null
  /** The output that the sentence is about, unmasked and masked. */
  readonly output: string
  readonly before: number
  readonly after: number
  readonly sentence: string
  /** Masking it alone changes a label. */
  readonly isFlip: boolean
  /** There is nothing to mask. */
  readonly isInert: boolean
}

/** Effects of all parts; `values` are what the map shows, one per part. */
export function partEffects(
  { signed, flips, inertParts }: PartDifferences,
  values: readonly number[],
  outputs: CaseOutputNames,
): readonly PartEffect[] {
  const sizes = values.map(Math.abs)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const ranks = new Int32Array(sizes.length)
  const bySize = [...sizes.keys()].toSorted((one, other) => at(sizes, other) - at(sizes, one))
  for (const [place, part] of bySize.entries()) ranks[part] = place + 1
  const [flipped, inert] = [new Set(flips), new Set(inertParts)]
  return values.map((value, part) => {
    const differences = at(signed, part)
    const output = outputs.spoken ?? largest(differences)
    const before = at(outputs.original, output)
    const after = before - at(differences, output)
    const name = outputs.names[output] ?? `output ${output}`
    return {
      ...{ rank: at(ranks, part), partCount: values.length, value },
      share: total > 0 ? at(sizes, part) / total : null,
      ...{ output: name, before, after, isFlip: flipped.has(part), isInert: inert.has(part) },
      sentence: inert.has(part) ? 'There is nothing to mask.' : maskingSentence(name, before, after),
    }
  })
}

/** Masking it lowers squamous from 0.618 to 0.456: it speaks for squamous. */
export function maskingSentence(name: string, before: number, after: number): string {
  if (before === after) return `Masking it leaves ${name} at ${plainWords(before, 3)}.`
  const [verb, side] = before > after ? ['lowers', 'for'] : ['raises', 'against']
  const [unmasked, masked] = apartWords(before, after)
  return `Masking it ${verb} ${name} from ${unmasked} to ${masked}: it speaks ${side} ${name}.`
}

function largest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs)
  return sizes.indexOf(Math.max(...sizes))
}
