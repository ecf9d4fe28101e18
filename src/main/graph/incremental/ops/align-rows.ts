/** Rows of one map at the positions of other boxes. */
import { node } from '../../build-model'
import { sameBoxes, type Box } from '../box'
import { rowsOf, sourceOf, type MapTensor } from '../map-tensor'
import type { RowIndex } from '../row-index'
import type { NodeInit } from '../../emission'

export interface AlignedRows {
  /** Tensor [rows of the boxes, channels]. */
  readonly name: string
  readonly nodes: readonly NodeInit[]
  readonly indices: readonly RowIndex[]
}

/** Gathers the rows of a map at `boxes`, fresh where the mask reached and cached around; nothing to do when they are its own. */
export function alignRows(map: MapTensor, boxes: readonly Box[], reader: string): AlignedRows {
  if (map.boxes !== null && sameBoxes(map.boxes, boxes)) return { name: rowsOf(map), nodes: [], indices: [] }
  const name = `${map.name}::at::${reader}`
  const index: RowIndex = { name: `${name}::index`, from: map, boxes, window: null, outside: 'zero' }
  return { name, nodes: [node('Gather', [sourceOf(map), index.name], [name], { axis: 0 })], indices: [index] }
}
