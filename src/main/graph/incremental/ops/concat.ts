/** Maps side by side as channels (dense blocks, early fusion). */
import { node } from '../../build-model'
import { intOf } from '../../attributes'
import { rowsOf, type MapTensor } from '../map-tensor'
import type { PlanStep } from '../step'
import { alignRows } from './align-rows'
import { unionBoxes } from './combine'

/** Plans a Concat of channels, of maps that masks change and maps that they do not. */
export const planConcat: PlanStep = (original, { fresh, still }) => {
  const maps = original.input.map((name) => fresh(name) ?? still(name))
  const known = maps.filter((map) => map !== undefined)
  const changed = known.filter(({ boxes }) => boxes !== null)
  const [first] = changed
  if (first === undefined || known.length < maps.length) return null
  const axis = intOf(original, 'axis', 1)
  const isOverChannels = axis === 1 || axis === -1 - first.dims.length
  if (!isOverChannels || !known.every(({ dims }) => dims.join() === first.dims.join())) return null
  const boxes = unionBoxes(changed)
  const name = original.output[0] ?? ''
  const channels = known.reduce((sum, map) => sum + map.channels, 0)
  const output: MapTensor = { name, channels, dims: first.dims, boxes }
  const aligned = known.map((map, place) => alignRows(map, boxes, `${name}::${place}`))
  return {
    node: original,
    output,
    indices: aligned.flatMap(({ indices }) => indices),
    emission: {
      nodes: [
        ...aligned.flatMap(({ nodes }) => nodes),
        node(
          'Concat',
          aligned.map((rows) => rows.name),
          [rowsOf(output)],
          { axis: 1 },
        ),
      ],
    },
  }
}
