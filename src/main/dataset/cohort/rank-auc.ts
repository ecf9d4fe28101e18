/** How well an order of values tells some cases from the others: the area under the ROC curve by ranks (Mann-Whitney), ties count half. */

/** Cases at one and the same value. */
export interface ValueCounts {
  readonly value: number
  readonly positives: number
  readonly negatives: number
}

/**
 * The probability that a positive case has a larger value than a negative one, plus half of the probability that they have the same.
 * Null without cases of both sorts.
 */
export function rankAuc(counts: readonly ValueCounts[]): number | null {
  let [positives, negatives, pairs] = [0, 0, 0]
  const isRising = counts.every(({ value }, place) => place === 0 || (counts[place - 1]?.value ?? 0) < value)
  // Values that are the same must be one before pairs are counted.
  for (const one of isRising ? counts : merged(counts)) {
    pairs += one.positives * (negatives + one.negatives / 2)
    positives += one.positives
    negatives += one.negatives
  }
  return positives === 0 || negatives === 0 ? null : pairs / (positives * negatives)
}

function merged(counts: readonly ValueCounts[]): ValueCounts[] {
  const byValue = new Map<number, ValueCounts>()
  for (const { value, positives, negatives } of counts) {
    const known = byValue.get(value) ?? { value, positives: 0, negatives: 0 }
    byValue.set(value, {
      value,
      positives: known.positives + positives,
      negatives: known.negatives + negatives,
    })
  }
  return [...byValue.values()].toSorted((a, b) => a.value - b.value)
}
