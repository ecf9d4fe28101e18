import { gridParts } from '@shared/part'
import { describe, expect, it } from 'vitest'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { toBox } from '../../../../src/main/graph/incremental/box'
import { planChunkedRegion } from '../../../../src/main/graph/incremental/masks-per-run'
import { parseModel } from '../../../../src/main/graph/parse-model'
import { planSplit } from '../../../../src/main/graph/split/plan-split'
import { addConv, buildConvNet, type NetBuilder } from '../../../fixtures/builders/conv-net'

/** Plans an image of 24 x 24 in nine patches with so many masks per run. */
function plan(batchSize: number, grow: (net: NetBuilder) => void) {
  const parsed = parseModel(buildConvNet({ seed: 1, channels: 2, dims: [24, 24] }, grow), 'net.onnx')
  const index = toGraphIndex(parsed)
  const layout = { kind: 'grid' as const, dims: [24, 24], size: [8, 8], stride: [8, 8] }
  const options = {
    ...{ index, output: 'y', maxShare: 0.8 },
    split: planSplit(index, ['scan'], 'y'),
    input: { name: 'scan', channels: 2, dims: [24, 24], boxes: gridParts(layout).map(toBox) },
    frontierDims: new Map(),
    measured: new Map(),
  }
  return planChunkedRegion(options, batchSize)
}

const conv3 = (net: NetBuilder): void => {
  addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1] })
}

describe('planChunkedRegion', () => {
  it('takes twice the masks where all of a network stays in rows, and no more than there are', () => {
    expect(plan(4, conv3)?.masks).toBe(8)
    expect(plan(8, conv3)?.masks).toBe(9)
  })

  it('takes the masks it is given where convolutions run on whole maps', () => {
    const mixed = plan(4, (net) => {
      conv3(net)
      net.add('InstanceNormalization', [net.constant([4]), net.constant([4])])
      conv3(net)
    })
    expect(mixed?.masks).toBe(4)
    expect(mixed?.region.denseNodes.map(({ opType }) => opType)).toContain('Conv')
  })

  it('is null where nothing is gained', () => {
    expect(plan(4, (net) => void net.add('Softmax'))).toBeNull()
  })
})
