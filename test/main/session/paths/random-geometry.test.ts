import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addConv } from '../../../fixtures/builders/conv-net'
import { addSame, localKinds, type Geometry } from '../../../fixtures/builders/local-kinds'
import { runNet } from '../../../fixtures/builders/run-net'
import { largestDifference } from '../../../fixtures/builders/run-paths'

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

describe('over random maps, parts, windows and borders', () => {
  it.each(localKinds)('the paths give the outputs of the plain one through %s', async (_, add) => {
    await fc.assert(
      fc.asyncProperty(geometry, fc.integer({ min: 0, max: 99 }), async (one, seed) => {
        const outputs = await runNet({ seed, channels: 2, dims: one.dims, part: one.part }, (net) => {
          addSame(net, 4)
          add(net, one)
          addSame(net, 4)
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
          addSame(net, 4)
        })
        expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(1e-5)
      }),
      { numRuns: 12, seed: 3 },
    )
  })
})
