/** What masking a part does to the outputs of a case, in words. */
import { at } from '../at'
import type { PartDifferences } from '../contribution'

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

/** Below this a figure of three decimals does not change. */
const visible = 0.0005

/** Effects of all parts; `values` are what the map shows, one per part. */
export function partEffects(
  { signed, flips, inertParts }: PartDifferences,
  values: readonly number[],
  outputs: CaseOutputNames,
): readonly PartEffect[] {
  const sizes = values.map(Math.abs)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const ranks = new Map(
    sizes
      .map((size, part) => ({ size, part }))
      .toSorted((a, b) => b.size - a.size)
      .map(({ part }, place) => [part, place + 1]),
  )
  const [flipped, inert] = [new Set(flips), new Set(inertParts)]
  return values.map((value, part) => {
    const differences = at(signed, part)
    const output = outputs.spoken ?? largest(differences)
    const before = at(outputs.original, output)
    const after = before - at(differences, output)
    const name = outputs.names[output] ?? `output ${output}`
    return {
      ...{ rank: ranks.get(part) ?? 0, partCount: values.length, value },
      share: total > 0 ? at(sizes, part) / total : null,
      ...{ output: name, before, after, isFlip: flipped.has(part), isInert: inert.has(part) },
      sentence: inert.has(part) ? 'There is nothing to mask.' : maskingSentence(name, before, after),
    }
  })
}

/** Masking it lowers squamous from 0.618 to 0.456: it speaks for squamous. */
export function maskingSentence(name: string, before: number, after: number): string {
  const change = before - after
  if (Math.abs(change) < visible) return `Masking it leaves ${name} at ${three(before)}.`
  const [verb, side] = change > 0 ? ['lowers', 'for'] : ['raises', 'against']
  return `Masking it ${verb} ${name} from ${three(before)} to ${three(after)}: it speaks ${side} ${name}.`
}

function largest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs)
  return sizes.indexOf(Math.max(...sizes))
}

/** With the minus of a figure. */
function three(value: number): string {
  const text = value.toFixed(3)
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−')
}
