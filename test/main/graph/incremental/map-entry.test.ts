import { OrtTensor as Tensor } from '../../../../src/main/session/onnxruntime'
import { gridParts } from '@shared/part'
import { describe, expect, it } from 'vitest'
import { buildUntouchedModel } from '../../../../src/main/graph/untouched-model'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { toBox } from '../../../../src/main/graph/incremental/box'
import { changedRows } from '../../../../src/main/graph/incremental/map-entry'
import { planRegion, type Region } from '../../../../src/main/graph/incremental/plan-region'
import { parseModel } from '../../../../src/main/graph/parse-model'
import { sequencesToMeasure } from '../../../../src/main/graph/sequence/sequences-to-measure'
import { planSplit } from '../../../../src/main/graph/split/plan-split'
import { openOrtModel } from '../../../../src/main/session/ort-model'
import { growKinds, type GrowSequence } from '../../../fixtures/builders/sequence-kinds'
import { buildSequenceNet } from '../../../fixtures/builders/sequence-net'

const dims = [8, 12]

/** Plans an image of 8 x 12 whose model sees patches of 4 x 3, masked in patches of 4 x 6: two patches of the model each. */
async function planImage(grow: GrowSequence, transposeFirst: boolean): Promise<Region | null> {
  const bytes = buildSequenceNet({ kind: 'image', dims, patch: [4, 3], transposeFirst }, 1, grow)
  const parsed = parseModel(bytes, 'net.onnx')
  const index = toGraphIndex(parsed)
  const names = sequencesToMeasure(parsed)
  const untouched = buildUntouchedModel(parsed, index, { output: 'y', frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath: 'net.onnx', bytes: untouched }, { threads: 1, device: 'cpu' })
  const feeds = {
    scan: new Tensor('float32', new Float32Array(2 * 8 * 12), [1, 2, ...dims]),
    record: new Tensor('float32', new Float32Array(3), [1, 3]),
  }
  const measured = await model.run(feeds, names)
  await model.release()
  const stored = [...index.constants].map(([name, tensor]): [string, number[]] => [
    name,
    tensor.dims.map(Number),
  ])
  const layout = { kind: 'grid' as const, dims, size: [4, 6], stride: [4, 6] }
  return planRegion({
    ...{ index, opset: 17, output: 'y', maxShare: 1, masks: 4 },
    split: planSplit(index, ['scan'], 'y'),
    input: { name: 'scan', channels: 2, dims, boxes: gridParts(layout).map(toBox) },
    frontierDims: new Map(),
    measured: new Map([...stored, ...[...measured].map(([name, one]) => [name, [...one.dims]] as const)]),
  })
}

describe('a map that is laid out as a sequence', () => {
  it.each(growKinds.flatMap(([name, grow]) => [true, false].map((first) => [name, first, grow] as const)))(
    'goes on in changed rows through %s (Transpose first: %s)',
    async (_, transposeFirst, grow) => {
      const region = await planImage(grow, transposeFirst)
      const operators = region?.sequence?.plan.steps.map(({ node }) => node.opType)
      expect(operators?.slice(-3)).toEqual(['MatMul', 'MatMul', 'MatMul'])
      expect(region?.denseNodes.map(({ opType }) => opType)).not.toContain('LayerNormalization')
    },
  )

  it('changes the rows of the patches that a mask reaches, row by row of the map', async () => {
    const region = await planImage(() => undefined, false)
    expect(changedRows(region!.sequence!.map, [0, 3])).toEqual([
      [0, 1],
      [6, 7],
    ])
  })
})
