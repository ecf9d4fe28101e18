import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addConv, type NetBuilder } from '../../../fixtures/builders/conv-net'
import { addBatchNorm, runNet } from '../../../fixtures/builders/run-net'
import { largestDifference } from '../../../fixtures/builders/run-paths'

/** How a window of any kind moves over a map; per axis. */
interface Geometry {
  readonly dims: readonly number[]
  /** Ragged where it does not divide the map, one position wide at the least. */
  readonly part: readonly number[]
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly dilation: readonly number[]
  /** Before and after each axis. */
  readonly pad: readonly number[]
  readonly isFlagged: boolean
}

/** A dilated window of three spans five positions, which the smallest map has. */
const geometry: fc.Arbitrary<Geometry> = fc.integer({ min: 2, max: 3 }).chain((rank) => {
  const axes = (min: number, max: number, count = rank): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min, max }), { minLength: count, maxLength: count })
  return fc.record({
    dims: axes(5, rank === 2 ? 14 : 8),
    part: axes(1, 6),
    kernel: axes(1, 3),
    stride: axes(1, 3),
    dilation: axes(1, 2),
    pad: axes(0, 2, 2 * rank),
    isFlagged: fc.boolean(),
  })
})

type Add = (net: NetBuilder, geometry: Geometry) => void

const same = (net: NetBuilder, out: number): void => {
  addConv(net, { out, kernel: Array(net.rank).fill(3), pad: Array(2 * net.rank).fill(1) })
}
const perChannel = ({ channels, rank }: NetBuilder): number[] => [channels, ...Array<number>(rank).fill(1)]
/** A pool must not lie in the padding alone. */
const poolOf = ({ kernel, stride, pad }: Geometry) => ({
  kernel_shape: [...kernel],
  strides: [...stride],
  pads: pad.map((length, place) => Math.min(length, (kernel[place % kernel.length] ?? 1) - 1)),
})

const kinds: readonly (readonly [string, Add])[] = [
  [
    'Conv',
    (net, { kernel, stride, dilation, pad }) => {
      addConv(net, { out: 5, kernel, stride, dilation, pad })
    },
  ],
  [
    'Conv in groups',
    (net, { isFlagged, ...rest }) => {
      addConv(net, { out: 8, ...rest, group: isFlagged ? 4 : 2, bias: isFlagged })
    },
  ],
  [
    'Conv of three wide taps',
    (net) => {
      same(net, 96)
      same(net, 128)
    },
  ],
  [
    'MaxPool',
    (net, one) => void net.add('MaxPool', [], { ...poolOf(one), ceil_mode: Number(one.isFlagged) }),
  ],
  [
    'AveragePool',
    (net, one) =>
      void net.add('AveragePool', [], { ...poolOf(one), count_include_pad: Number(one.isFlagged) }),
  ],
  ['BatchNormalization', addBatchNorm],
  [
    'Pad',
    (net, { pad, isFlagged }) => {
      const half = pad.length / 2
      const pads = net.ints([0, 0, ...pad.slice(0, half), 0, 0, ...pad.slice(half)])
      net.add('Pad', isFlagged ? [pads, net.constant([], 0.3, 0.4)] : [pads])
    },
  ],
  ...['Relu', 'Sigmoid', 'Tanh', 'Elu', 'Softplus', 'HardSigmoid', 'Erf', 'Abs', 'Neg', 'Exp'].map(
    (operator): readonly [string, Add] => [operator, (net) => void net.add(operator)],
  ),
  ['LeakyRelu', (net) => void net.add('LeakyRelu', [], { alpha: { float: 0.1 } })],
  ['PRelu', (net) => void net.add('PRelu', [net.constant(perChannel(net))])],
  ['Clip', (net) => void net.add('Clip', [net.constant([], -0.7, -0.6), net.constant([], 0.6, 0.7)])],
  ...['Add', 'Sub', 'Mul', 'Div'].flatMap((operator): (readonly [string, Add])[] => [
    [
      `${operator} with a constant`,
      (net, { isFlagged }) =>
        void net.add(operator, [net.constant(isFlagged ? perChannel(net) : [1], 0.5, 2)]),
    ],
  ]),
  ...['Add', 'Sub', 'Mul'].map((operator): readonly [string, Add] => [
    `${operator} of two maps of another reach`,
    (net) => {
      const first = net.at
      same(net, net.channels)
      net.add(operator, [first])
    },
  ]),
  [
    'Concat',
    (net) => {
      const [first, channels] = [net.at, net.channels]
      same(net, 3)
      net.add('Concat', [first], { axis: 1 })
      net.channels = 3 + channels
    },
  ],
]

describe('over random maps, parts, windows and borders', () => {
  it.each(kinds)('the paths give the outputs of the plain one through %s', async (_, add) => {
    await fc.assert(
      fc.asyncProperty(geometry, fc.integer({ min: 0, max: 99 }), async (one, seed) => {
        const outputs = await runNet({ seed, channels: 2, dims: one.dims, part: one.part }, (net) => {
          same(net, 4)
          add(net, one)
          same(net, 4)
        })
        expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(1e-5)
        expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(1e-5)
      }),
      { numRuns: 8, seed: 1 },
    )
  })

  it('the paths give the outputs of the plain one where the window is the first', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ dims, part, ...window }) => {
        const outputs = await runNet({ seed: 2, channels: 3, dims, part }, (net) => {
          addConv(net, { out: 4, ...window })
          net.add('Relu')
          same(net, 4)
        })
        expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(1e-5)
      }),
      { numRuns: 12, seed: 3 },
    )
  })
})
