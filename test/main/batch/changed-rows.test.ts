import { describe, expect, it } from 'vitest'
import { takeChangedRows } from '../../../src/main/batch/changed-rows'

const ids = (...values: number[]) => BigInt64Array.from(values.map(BigInt))

describe('takeChangedRows', () => {
  it('finds the ids that each mask replaces, and takes them', () => {
    const original = { dtype: 'int64' as const, dims: [3], values: ids(7, 8, 9) }
    const masked = { dtype: 'int64' as const, dims: [3, 3], values: ids(4, 8, 9, 7, 8, 9, 7, 4, 5) }
    const { rows, tensor } = takeChangedRows(original, masked)
    expect(rows).toEqual([[0], [], [1, 2]])
    expect(tensor).toEqual({ dtype: 'int64', dims: [1, 3], values: ids(4, 4, 5) })
  })

  it('takes whole rows of numbers where one of them has changed', () => {
    const original = { dtype: 'float32' as const, dims: [2, 2], values: Float32Array.of(1, 2, 3, 4) }
    const masked = { dtype: 'float32' as const, dims: [1, 2, 2], values: Float32Array.of(1, 2, 3, 0) }
    const { rows, tensor } = takeChangedRows(original, masked)
    expect(rows).toEqual([[1]])
    expect(tensor).toEqual({ dtype: 'float32', dims: [1, 1, 2], values: Float32Array.of(3, 0) })
  })

  it('takes one row where nothing has changed, so that no tensor is empty', () => {
    const original = { dtype: 'int64' as const, dims: [2], values: ids(7, 8) }
    const { rows, tensor } = takeChangedRows(original, { ...original, dims: [1, 2] })
    expect(rows).toEqual([[0]])
    expect(tensor).toEqual({ dtype: 'int64', dims: [1, 1], values: ids(7) })
  })
})
