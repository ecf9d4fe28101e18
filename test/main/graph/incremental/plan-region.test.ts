import { describe, expect, it } from 'vitest'
import { gridParts } from '@shared/part'
import { toBox } from '../../../../src/main/graph/incremental/box'
import { planRegion, type Region } from '../../../../src/main/graph/incremental/plan-region'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { parseModel } from '../../../../src/main/graph/parse-model'
import { planSplit } from '../../../../src/main/graph/split/plan-split'
import { addConv, buildConvNet, type NetBuilder } from '../../../fixtures/builders/conv-net'
import { addSame, localKinds } from '../../../fixtures/builders/local-kinds'

/** Plans the region behind an image of 24 x 24 that is cut into 8 x 8 patches. */
function planNet(
  grow: (net: NetBuilder) => void,
  maxShare = 0.8,
  frontierDims: ReadonlyMap<string, readonly number[]> = new Map(),
): Region | null {
  const parsed = parseModel(buildConvNet({ seed: 1, channels: 2, dims: [24, 24] }, grow), 'net.onnx')
  const index = toGraphIndex(parsed)
  const layout = { kind: 'grid' as const, dims: [24, 24], size: [8, 8], stride: [8, 8] }
  return planRegion({
    ...{ index, output: 'y', maxShare, masks: 8 },
    split: planSplit(index, ['scan'], 'y'),
    input: { name: 'scan', channels: 2, dims: [24, 24], boxes: gridParts(layout).map(toBox) },
    frontierDims,
    measured: new Map(),
  })
}

const operators = (region: Region | null) => region?.steps.map(({ node }) => node.opType)
const dense = (region: Region | null) => region?.denseNodes.map(({ opType }) => opType)
const conv3 = (net: NetBuilder): void => {
  addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1] })
}

describe('planRegion', () => {
  it.each(localKinds)('takes %s into the region', (name, add) => {
    const geometry = { kernel: [3, 3], stride: [1, 1], dilation: [1, 1], pad: [1, 1, 1, 1], isFlagged: true }
    const region = planNet((net) => {
      addSame(net, 4)
      add(net, { ...geometry, dims: [24, 24], part: [8, 8] })
      addSame(net, 4)
    })
    const [kind] = name.split(' ')
    expect(operators(region)?.slice(1, -1)).toContain(kind)
    expect(dense(region)).toEqual(['Flatten', 'Concat', 'Gemm', 'Sigmoid'])
  })

  it('takes local operators up to a global mean, and leaves the head', () => {
    const region = planNet((net) => {
      conv3(net)
      net.add('Relu')
      conv3(net)
      net.add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] })
    })
    expect(operators(region)).toEqual(['Conv', 'Relu', 'Conv', 'MaxPool'])
    expect(region?.means).toHaveLength(1)
    expect(region?.exits).toEqual([])
    expect(dense(region)).toEqual(['Flatten', 'Concat', 'Gemm', 'Sigmoid'])
  })

  it('grows a box by the reach of each kernel, cut off at the border of the map', () => {
    const region = planNet((net) => {
      conv3(net)
      conv3(net)
    })
    const boxes = region?.steps[1]?.output.boxes ?? []
    expect(boxes[0]).toEqual({ lo: [0, 0], hi: [10, 10] })
    expect(boxes[4]).toEqual({ lo: [6, 6], hi: [18, 18] })
  })

  it('hands whole maps over where masks reach too much, and behind operators that are not local', () => {
    const wide = planNet((net) => {
      conv3(net)
      addConv(net, { out: 4, kernel: [9, 9], pad: [4, 4, 4, 4] })
    }, 0.3)
    expect(operators(wide)).toEqual(['Conv'])
    expect(wide?.exits.map(({ from }) => from.name)).toEqual([wide?.steps[0]?.output.name])
    const normalised = planNet((net) => {
      conv3(net)
      net.add('InstanceNormalization', [net.constant([4]), net.constant([4])])
      conv3(net)
    })
    expect(operators(normalised)).toEqual(['Conv'])
    expect(dense(normalised)?.slice(0, 2)).toEqual(['InstanceNormalization', 'Conv'])
  })

  it('takes no map for still that masks change, though it is the frontier of another modality', () => {
    let changed = ''
    const grow = (net: NetBuilder): void => {
      conv3(net)
      const map = net.at
      net.add('InstanceNormalization', [net.constant([4]), net.constant([4])])
      changed = net.at
      net.add('Add', [map])
    }
    planNet(grow)
    const region = planNet(grow, 0.8, new Map([[changed, [1, 4, 24, 24]]]))
    expect(operators(region)).toEqual(['Conv'])
    expect(dense(region)?.slice(0, 2)).toEqual(['InstanceNormalization', 'Add'])
  })

  it('leaves a batch normalisation alone that is in training, or that has statistics per position', () => {
    for (const attributes of [{ training_mode: 1 }, { spatial: 0 }]) {
      const region = planNet((net) => {
        conv3(net)
        const statistics = [1, 2, 3, 4].map(() => net.constant([4], 0.5, 2))
        net.add('BatchNormalization', statistics, attributes)
      })
      expect(operators(region)).toEqual(['Conv'])
    }
  })

  it('is null without a convolution to save', () => {
    expect(
      planNet((net) => {
        net.add('Relu')
      }),
    ).toBeNull()
  })

  it('cuts wide convolutions of three taps into tiles, and only those', () => {
    const region = planNet((net) => {
      addConv(net, { out: 128, kernel: [3, 3], pad: [1, 1, 1, 1] })
      addConv(net, { out: 128, kernel: [3, 3], pad: [1, 1, 1, 1] })
      addConv(net, { out: 128, kernel: [3, 3], pad: [1, 1, 1, 1], stride: [2, 2] })
      addConv(net, { out: 128, kernel: [5, 5], pad: [2, 2, 2, 2] })
      addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1] })
    }, 1)
    expect(region?.steps.map(({ tiles }) => tiles !== undefined)).toEqual([false, true, false, false, false])
    expect(region?.steps[1]?.effort).toBeLessThan(0.95)
  })
})
