/** Demo: ridge regression in closed form, all the training that the demo models need. */

/** Weights [features + 1], the last one the intercept, that minimise the squared error plus `penalty` times their squares. */
export function fitRidge(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  penalty: number,
): number[] {
  const withOne = rows.map((row) => [...row, 1])
  const size = withOne[0]?.length ?? 0
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) => {
      const ridge = i === j && i < size - 1 ? penalty : 0
      return withOne.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), ridge)
    }),
    withOne.reduce((sum, row, index) => sum + (row[i] ?? 0) * (targets[index] ?? 0), 0),
  ])
  return solve(system)
}

/** Gaussian elimination with pivoting on an augmented matrix [n][n + 1]. */
function solve(system: number[][]): number[] {
  const size = system.length
  for (let column = 0; column < size; column += 1) {
    const pivot = system.slice(column).reduce((best, row, offset) => {
      return Math.abs(row[column] ?? 0) > Math.abs(system[best]?.[column] ?? 0) ? column + offset : best
    }, column)
    const [top = [], other = []] = [system[pivot], system[column]]
    system[column] = top
    system[pivot] = other
    for (const row of system.slice(column + 1)) subtract(row, top, (row[column] ?? 0) / (top[column] ?? 1))
  }
  const solution = Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row -= 1) {
    const values = system[row] ?? []
    const known = solution.reduce(
      (sum, value, index) => (index > row ? sum + value * (values[index] ?? 0) : sum),
      0,
    )
    solution[row] = ((values[size] ?? 0) - known) / (values[row] ?? 1)
  }
  return solution
}

function subtract(row: number[], other: readonly number[], factor: number): void {
  for (let index = 0; index < row.length; index += 1)
    row[index] = (row[index] ?? 0) - factor * (other[index] ?? 0)
}
