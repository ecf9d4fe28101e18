/** A replacement value in words, for people. */
import type { Replacement, Step } from '@shared/study'
import { toSourceUnits } from './source-units'

/**
 * Says what stands in for a part. A fixed value of an image or volume is also given in the units of its file; `elements` are what lie
 * beside each other.
 */
export function replacementWords(
  replacement: Replacement,
  steps: readonly Step[] | null,
  elements: 'pixels' | 'samples' = 'pixels',
): string {
  switch (replacement.kind) {
    case 'zero':
      return fixedWords('zero', 0, steps)
    case 'constant':
      return fixedWords(`the number ${replacement.value}`, replacement.value, steps)
    case 'noise':
      return replacement.distribution === 'uniform'
        ? 'uniform noise from 0 to 1'
        : `normal noise, mean ${replacement.mean}, standard deviation ${replacement.std}`
    case 'blur':
      return `a blurred copy (Gaussian, sigma ${replacement.sigma} ${elements})`
    case 'donor':
      return donorWords(replacement.draws, replacement.oppositeLabel)
    case 'token-id':
      return `the token with id ${replacement.id}`
    default:
      return plainWords[replacement.kind]
  }
}

const plainWords = {
  'case-mean': 'mean of the case',
  'channel-mean': 'mean of each channel of the case',
  'patch-mean': 'mean of the part',
  line: 'a straight line between the ends of the part',
  'cohort-mean': 'mean over the dataset',
  'cohort-median': 'median over the dataset',
  'cohort-mode': 'most frequent value of the dataset',
  'mask-token': 'the mask token',
  'pad-token': 'the padding token',
  'unk-token': 'the unknown token',
  'token-mean': "mean of the case's token ids",
} as const

function donorWords(draws: number, oppositeLabel: boolean): string {
  const cases = draws === 1 ? 'one other case' : `${draws} other cases`
  return `the value of ${cases}${oppositeLabel ? ' with another label' : ''}`
}

function fixedWords(words: string, value: number, steps: readonly Step[] | null): string {
  const source = steps === null ? null : toSourceUnits(steps, value)
  if (source === null) return words
  const numbers = source.map((one) => String(Number(one.toPrecision(4))))
  const distinct = new Set(numbers).size === 1 ? numbers.slice(0, 1) : numbers
  return `${words} (${distinct.join(', ')} in the file)`
}
