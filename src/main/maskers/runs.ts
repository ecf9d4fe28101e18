/** Whole numbers of which neighbours are often the same, as stretches. */

/** Value and length of every stretch in turn. */
export function toRuns(values: Int32Array): number[] {
  const runs: number[] = []
  let start = 0
  for (let index = 1; index <= values.length; index += 1) {
    const value = values[start]
    if (value === undefined || (index < values.length && values[index] === value)) continue
    runs.push(value, index - start)
    start = index
  }
  return runs
}
