/** How well an order of values tells some cases from the others: the area under the ROC curve by ranks (Mann-Whitney), ties count half. */

/** Cases per different value, from the smallest to the largest. */
export interface ValueCounts {
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

/**
 * The probability that a positive case has a larger value than a negative one, plus half of the probability that they have the same.
 * Null without cases of both sorts.
 */
export function rankAuc({ positives, negatives }: ValueCounts): number | null {
  let [above, below, pairs] = [0, 0, 0]
  for (let place = 0; place < positives.length; place += 1) {
    const [yes, no] = [positives[place] ?? 0, negatives[place] ?? 0]
    pairs += yes * (below + no / 2)
    above += yes
    below += no
  }
  return above === 0 || below === 0 ? null : pairs / (above * below)
}
