import { describe, expect, it } from 'vitest'
import { toCohortColumn } from '../../../../src/main/dataset/cohort/cohort-column'
import { leakOf } from '../../../../src/main/dataset/cohort/label-leaks'
import { rankAuc } from '../../../../src/main/dataset/cohort/rank-auc'

describe('the area under the curve by ranks', () => {
  const counts = (positives: readonly number[], negatives: readonly number[]) => ({
    positives: countsOf(positives, negatives),
    negatives: countsOf(negatives, positives),
  })
  const countsOf = (own: readonly number[], others: readonly number[]) =>
    Float64Array.from(
      [...new Set([...own, ...others])].toSorted((a, b) => a - b),
      (value) => own.filter((one) => one === value).length,
    )
  it.each<[string, number[], number[], number | null]>([
    ['is 1 where every positive is larger', [3, 4], [1, 2], 1],
    ['is 0 where every positive is smaller', [1, 2], [3, 4], 0],
    ['is half where all are tied', [5, 5], [5, 5, 5], 0.5],
    // Pairs: 2>1, 2=2, 2<3; 4>1, 4>2, 4>3: (1 + 0.5 + 0 + 3) / 6.
    ['counts ties half', [2, 4], [1, 2, 3], 0.75],
    // Pairs: 1=1, 1<3; 3>1, 3=3: (0.5 + 0 + 1 + 0.5) / 4.
    ['is half where both sides are alike', [1, 3], [1, 3], 0.5],
    ['cannot be told of one side', [1], [], null],
  ])('%s', (_, positives, negatives, expected) => {
    expect(rankAuc(counts(positives, negatives))).toEqual(expected)
  })
})

describe('a column that tells the label', () => {
  const columns = (values: readonly string[], labels: readonly string[]) => {
    const rows = values.map((value, index) => ({ cells: { value, label: labels[index]! }, line: index + 2 }))
    return [toCohortColumn(rows, 'value'), toCohortColumn(rows, 'label')] as const
  }
  const labels = Array.from({ length: 60 }, (_, row) => ['a', 'b', 'c'][row % 3]!)
  const leak = (valueOf: (label: string, row: number) => string | number) =>
    leakOf(
      ...columns(
        labels.map((label, row) => String(valueOf(label, row))),
        labels,
      ),
    )

  it('is found for one class against the others, in either direction', () => {
    expect(leak((label, row) => (label === 'b' ? 100 + row : row))).toMatchObject({
      ...{ column: 'value', label: 'label', level: 'b', by: 'values', auc: 1, caseCount: 60 },
    })
    expect(leak((label, row) => (label === 'b' ? -row - 1 : row))?.auc).toBe(1)
  })

  it('is judged by values, not by how they are written', () => {
    // Three texts of one number: all cases are tied.
    expect(leak((label, row) => (label === 'b' ? 7 : row % 2 === 0 ? '7.0' : '07'))).toBeNull()
  })

  it('is found by its levels, and by being missing', () => {
    expect(leak((label, row) => (label === 'c' ? 'operated' : row % 2 === 0 ? 'no' : 'waits'))).toMatchObject(
      {
        ...{ level: 'c', by: 'values', auc: 1 },
      },
    )
    expect(leak((label, row) => (label === 'c' ? '' : (row * 7) % 11))).toMatchObject({
      level: 'c',
      by: 'missing',
      auc: 1,
    })
  })

  it('is none where the column tells nothing, or where classes are small', () => {
    expect(leak((_, row) => (row * 17) % 23)).toBeNull()
    const few = labels.slice(0, 12)
    expect(
      leakOf(
        ...columns(
          few.map((label, row) => String(label === 'b' ? 100 + row : row)),
          few,
        ),
      ),
    ).toBeNull()
  })
})
