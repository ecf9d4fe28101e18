import { elementCount } from '@shared/tensor'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../src/main/maskers/random'
import { addConv, buildConvNet, type NetBuilder, type NetOptions } from '../../../fixtures/builders/conv-net'
import { buildGridModality } from '../../../fixtures/builders/modality'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { addBatchNorm, record, runNet } from '../../../fixtures/builders/run-net'
import { largestDifference, runPaths } from '../../../fixtures/builders/run-paths'

/** method.md section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

const square = { seed: 3, channels: 2, dims: [13, 17], part: [4, 5] }

type Grow = (net: NetBuilder) => void

const cube = { seed: 7, channels: 1, dims: [9, 8, 11], part: [3, 4, 4] }

const grow3: Grow = (net) => {
  addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1] })
}

const depthwiseName = 'grouped and depthwise convolutions and a pointwise one'

const nets: readonly (readonly [string, NetOptions & { part: readonly number[] }, Grow])[] = [
  ['a 3 x 3 convolution with padding', square, grow3],
  [
    'a strided, dilated convolution with uneven padding',
    square,
    (net) => {
      addConv(net, { out: 5, kernel: [3, 2], stride: [2, 1], pad: [2, 0, 1, 1], dilation: [2, 3] })
      net.add('Relu')
    },
  ],
  [
    'a convolution without bias whose stride leaves positions out',
    square,
    (net) => {
      addConv(net, { out: 4, kernel: [1, 1], stride: [3, 3], bias: false })
    },
  ],
  [
    depthwiseName,
    { ...square, channels: 4 },
    (net) => {
      addConv(net, { out: 8, kernel: [3, 3], pad: [1, 1, 1, 1], group: 2 })
      addConv(net, { out: 8, kernel: [5, 3], pad: [2, 1, 2, 1], group: 8 })
      net.add('HardSwish')
      addConv(net, { out: 8, kernel: [3, 3], group: 8, bias: false })
      addConv(net, { out: 6, kernel: [1, 1] })
      addConv(net, { out: 6, kernel: [2, 2], group: 3, bias: false })
    },
  ],
  [
    'batch normalisation, clipping and a leaky activation',
    square,
    (net) => {
      grow3(net)
      addBatchNorm(net)
      net.add('Clip', [net.constant([], -0.7, -0.6), net.constant([], 0.6, 0.7)])
      grow3(net)
      net.add('LeakyRelu', [], { alpha: { float: 0.1 } })
    },
  ],
  [
    'a residual block with a strided shortcut',
    square,
    (net) => {
      grow3(net)
      const input = net.at
      addConv(net, { out: 6, kernel: [1, 1], stride: [2, 2] })
      const shortcut = net.at
      net.at = input
      net.channels = 4
      addConv(net, { out: 6, kernel: [3, 3], stride: [2, 2], pad: [1, 1, 1, 1] })
      net.add('Relu')
      addConv(net, { out: 6, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('Add', [shortcut])
      net.add('Relu')
    },
  ],
  [
    'SiLU and a gate of two maps',
    square,
    (net) => {
      grow3(net)
      const map = net.at
      net.add('Sigmoid')
      net.add('Mul', [map])
      const gated = net.at
      grow3(net)
      net.add('Mul', [gated])
    },
  ],
  [
    'constants per channel, for all, and on the other side',
    square,
    (net) => {
      grow3(net)
      net.add('Mul', [net.constant([4, 1, 1])])
      net.add('Add', [net.constant([1])])
      net.add('PRelu', [net.constant([4, 1, 1])])
      net.add('Sub', [net.constant([1, 4, 1, 1])])
    },
  ],
  [
    'dense blocks: channels side by side, two at different places',
    square,
    (net) => {
      grow3(net)
      const first = net.at
      addConv(net, { out: 3, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('Concat', [first, 'scan'], { axis: 1 })
      net.channels = 9
      addConv(net, { out: 5, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('AveragePool', [], { kernel_shape: [2, 2], strides: [2, 2] })
    },
  ],
  [
    'pooling by maximum with padding and by mean with and without it',
    square,
    (net) => {
      grow3(net)
      net.add('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] })
      net.add('AveragePool', [], { kernel_shape: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1] })
      net.add('AveragePool', [], {
        kernel_shape: [3, 2],
        strides: [1, 1],
        pads: [1, 0, 1, 1],
        count_include_pad: 1,
      })
      net.add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 })
    },
  ],
  [
    'automatic padding and a margin of its own',
    square,
    (net) => {
      net.add('Pad', [net.ints([0, 0, 2, 1, 0, 0, 1, 3]), net.constant([], 0.3, 0.4)])
      net.add('Conv', [net.constant([4, 2, 3, 4])], {
        kernel_shape: [3, 4],
        strides: [2, 2],
        auto_pad: 'SAME_UPPER',
      })
      net.channels = 4
      net.add('MaxPool', [], { kernel_shape: [2, 2], auto_pad: 'SAME_LOWER' })
    },
  ],
  [
    'a network that is not local in the middle',
    square,
    (net) => {
      grow3(net)
      net.add('InstanceNormalization', [net.constant([4]), net.constant([4])])
      grow3(net)
    },
  ],
  [
    'three axes',
    cube,
    (net) => {
      addConv(net, { out: 4, kernel: [3, 3, 3], stride: [1, 2, 1], pad: [1, 1, 1, 1, 1, 1] })
      net.add('Relu')
      net.add('MaxPool', [], { kernel_shape: [2, 2, 2], strides: [2, 2, 2], pads: [0, 1, 0, 0, 0, 0] })
      addConv(net, { out: 4, kernel: [3, 1, 3], pad: [1, 0, 1, 1, 0, 1] })
    },
  ],
]

/** Wide enough for tiles: see `winograd-conv`. */
const wide: typeof nets = [
  [
    'wide convolutions of three taps over ragged boxes, after and before others',
    square,
    (net) => {
      addConv(net, { out: 96, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('Relu')
      addConv(net, { out: 160, kernel: [3, 3], pad: [1, 1, 1, 1] })
      addConv(net, { out: 160, kernel: [3, 3], pad: [0, 2, 1, 0], bias: false })
      net.add('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] })
      addConv(net, { out: 128, kernel: [3, 1], pad: [1, 0, 1, 0] })
    },
  ],
  [
    'wide convolutions of three taps in three axes',
    cube,
    (net) => {
      addConv(net, { out: 96, kernel: [3, 3, 3], pad: [1, 1, 1, 1, 1, 1] })
      net.add('Relu')
      addConv(net, { out: 128, kernel: [3, 3, 3], pad: [1, 1, 1, 1, 1, 1] })
      addConv(net, { out: 128, kernel: [1, 3, 3], pad: [0, 1, 1, 0, 1, 1] })
    },
  ],
]

/** HardSwish came with operator set 14. */
const opsetsOf = (name: string): number[] => (name === depthwiseName ? [17, 20] : [11, 17, 20])

describe('the paths that take a model apart', () => {
  it.each([...nets, ...wide])(
    'give the outputs of the plain path through %s',
    async (name, options, grow) => {
      for (const opset of opsetsOf(name)) {
        const outputs = await runNet({ ...options, opset }, grow)
        expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(tolerance)
        expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(tolerance)
      }
    },
  )

  it('open again for a case of another size', async () => {
    const grow: Grow = (net) => {
      grow3(net)
      net.add('Relu')
      grow3(net)
    }
    const record3 = buildFloatTensors('record', [3], [0.3, -0.2, 0.9])
    const scanOf = (...dims: number[]) => {
      const next = createRandom('image', ...dims)
      return buildFloatTensors(
        'scan',
        [2, ...dims],
        Float32Array.from({ length: 2 * elementCount(dims) }, next),
      )
    }
    const outputs = await runPaths({
      bytes: buildConvNet({ ...square, isFree: true }, grow),
      modalities: [
        buildGridModality({ parts: { patch: [4, 5] }, replacement: { kind: 'constant', value: 0.5 } }),
        record,
      ],
      before: [scanOf(9, 22), record3],
      tensors: [scanOf(13, 17), record3],
      outputCount: 2,
    })
    expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(tolerance)
    expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(tolerance)
  })
})
