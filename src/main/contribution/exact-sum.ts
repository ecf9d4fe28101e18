/** Sums whose value does not depend on the order of their terms. */

/**
 * Sums float64 numbers as if with unlimited precision and rounds once, so that order and grouping never show.
 * Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic", grow-expansion; finite terms only.
 */
export function exactSum(terms: Iterable<number>): number {
  const partials: number[] = []
  for (const term of terms) addTerm(partials, term)
  return roundPartials(partials)
}

/** Keeps `partials` a list of numbers that do not overlap, smallest first, whose exact sum is the sum so far; it begins empty. */
export function addTerm(partials: number[], term: number): void {
  let carried = term
  let kept = 0
  for (const partial of partials) {
    const isLarger = Math.abs(carried) < Math.abs(partial)
    const large = isLarger ? partial : carried
    const small = isLarger ? carried : partial
    const high = large + small
    const low = small - (high - large)
    if (low !== 0) partials[kept++] = low
    carried = high
  }
  partials.length = kept
  partials.push(carried)
}

/** The sum so far: adds from the largest down; the last step decides a tie to even by what lies below it. */
export function roundPartials(partials: readonly number[]): number {
  let index = partials.length - 1
  let high = partials[index] ?? 0
  let low = 0
  while (index > 0) {
    index -= 1
    const before = high
    const next = partials[index] ?? 0
    high = before + next
    low = next - (high - before)
    if (low !== 0) break
  }
  const below = index > 0 ? (partials[index - 1] ?? 0) : 0
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const doubled = low * 2
    const candidate = high + doubled
    if (doubled === candidate - high) return candidate
  }
  return high
}

/** Mean of at least one number. */
export function exactMean(terms: readonly number[]): number {
  return exactSum(terms) / terms.length
}
