import fc from 'fast-check'
import { AppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { guardPath } from '../../../src/main/choice/guarded-path'
import { createFakePath, laneOf, runMasks, someMasks } from '../../fixtures/builders/fake-path'

describe('a path whose memory runs out', () => {
  it('goes on with half the masks per run, and stays there in the next case', async () => {
    const below = createFakePath(3, 16)
    const path = guardPath(laneOf(below))
    expect((await runMasks(path, someMasks(20))).map(([part]) => part)).toEqual(
      someMasks(20).map(({ part }) => part),
    )
    expect(below.tried).toEqual([16, 8, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
    await runMasks(path, someMasks(4))
    expect(below.tried.slice(-2)).toEqual([2, 2])
    expect(path.takeNotices?.()).toEqual(
      [16, 8, 4].map((from) => ({ code: 'session/smaller-batch', details: { from, to: from / 2 } })),
    )
    expect(path.takeNotices?.()).toEqual([])
  })

  it('gives every mask its own row, whatever fits', async () => {
    const some = fc.record({
      most: fc.integer({ min: 1, max: 40 }),
      batch: fc.integer({ min: 1, max: 40 }),
      count: fc.nat(90),
    })
    await fc.assert(
      fc.asyncProperty(some, async ({ most, batch, count }) => {
        const below = createFakePath(most, batch)
        const rows = await runMasks(guardPath(laneOf(below)), someMasks(count))
        expect(rows).toEqual(someMasks(count).map(({ part }) => [part, 0]))
        expect(below.tried.filter((size) => size > most).length).toBeLessThanOrEqual(6)
      }),
    )
  })

  it('fails when a single mask does not fit', async () => {
    await expect(runMasks(guardPath(laneOf(createFakePath(0, 8))), someMasks(8))).rejects.toMatchObject({
      code: 'session/run-failed',
    })
  })

  it('leaves any other failure alone', async () => {
    const below = createFakePath(1, 8)
    const failure = new AppError('session/output-shape', { dims: [1], batch: 8 })
    const path = guardPath(
      laneOf({
        ...below,
        openCase: async (occluded) => ({
          ...(await below.openCase(occluded)),
          run: () => Promise.reject(failure),
        }),
      }),
    )
    await expect(runMasks(path, someMasks(8))).rejects.toBe(failure)
    expect(path.takeNotices?.()).toEqual([])
  })
})
