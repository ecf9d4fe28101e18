/** What is stored row by row (places of a sequence) at the rows that masks change. */
import { int64Initializer, node } from '../build-model'
import type { NodeInit, TensorInit } from '../emission'

export interface StoredRows {
  readonly from: string
  readonly to: string
  readonly nodes: readonly NodeInit[]
  readonly initializers: readonly TensorInit[]
}

/**
 * Gathers rows of `axis` for the maker of `reader`. Where a batch axis lies in front, as with what was expanded to the shape of an
 * input, all of the batch are alike and the first is taken.
 */
export function chooseStored(from: string, axis: number, places: string, reader: string): StoredRows {
  const to = `${from}::rows for ${reader}`
  if (axis === 0)
    return { from, to, nodes: [node('Gather', [from, places], [to], { axis })], initializers: [] }
  const first = `${from}::first for ${reader}`
  return {
    ...{ from, to },
    nodes: [
      node('Gather', [from, firstRow], [first], { axis: 0 }),
      node('Gather', [first, places], [to], { axis }),
    ],
    initializers: [int64Initializer(firstRow, [1], [0])],
  }
}

const firstRow = 'sequence::first'
