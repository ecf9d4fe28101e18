import fc from 'fast-check'
import { AppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import type { OccludedCase } from '../../../src/main/batch/fill-batch'
import { guardPath } from '../../../src/main/choice/guarded-path'
import type { RunPath } from '../../../src/main/session/paths/run-path'
import {
  createFakePath,
  laneOf,
  outOfMemory,
  runMasks,
  someCase,
  someMasks,
} from '../../fixtures/builders/fake-path'

const notice = { code: 'session/device-memory', details: { device: 'cuda' } } as const

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

  it('does not ask for ever for rows that a path does not give', async () => {
    const below = createFakePath(8, 4)
    const silent: RunPath = {
      ...below,
      openCase: async (occluded) => ({
        ...(await below.openCase(occluded)),
        run: () => Promise.resolve([]),
      }),
    }
    await expect(runMasks(guardPath(laneOf(silent)), someMasks(4))).rejects.toThrow('0 rows for 4 masks')
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

describe('a path on a device without room for a single mask', () => {
  it('goes on on the other path with the mask at hand, and tells it once', async () => {
    const device = createFakePath(0, 4, 1)
    const cpu = createFakePath(9, 3, 2)
    const path = guardPath(laneOf(device)).with({
      fallback: { open: () => Promise.resolve(laneOf(cpu)), notice },
    })
    expect(await runMasks(path, someMasks(8))).toEqual(someMasks(8).map(({ part }) => [part, 2]))
    expect(device.tried).toEqual([4, 2, 1])
    expect(cpu.tried).toEqual([3, 1, 3, 1])
    expect(await runMasks(path, someMasks(2))).toEqual([
      [0, 2],
      [1, 2],
    ])
    const codes = path.takeNotices?.().map(({ code }) => code)
    expect(codes).toEqual(['session/smaller-batch', 'session/smaller-batch', 'session/device-memory'])
    expect(path.takeNotices?.()).toEqual([])
    await path.release()
    expect([device.released > 0, cpu.released]).toEqual([true, 1])
  })

  it('does so, too, when the case cannot even be opened', async () => {
    const device = { ...createFakePath(9, 4, 1), openCase: () => Promise.reject(outOfMemory()) }
    const cpu = createFakePath(9, 4, 2)
    const path = guardPath(laneOf(device), {
      fallback: { open: () => Promise.resolve(laneOf(cpu)), notice },
    })
    expect(await runMasks(path, someMasks(1))).toEqual([[0, 2]])
  })

  it('stays on the device for any other failure', async () => {
    const failure = new AppError('session/not-splittable', { model: 'm.onnx' })
    const device = { ...createFakePath(9, 4, 1), openCase: () => Promise.reject(failure) }
    const open = () => Promise.reject(new Error('the CPU is not asked'))
    const path = guardPath(laneOf(device), { fallback: { open, notice } })
    await expect(runMasks(path, someMasks(1))).rejects.toBe(failure)
  })
})

describe('the one wrapper', () => {
  const named = (name: string) => ({ name, source: name })
  const occluded = { ...someCase, maskers: [named('scan'), named('record')] } as unknown as OccludedCase

  it('is never wrapped again: under all policies a case is opened once, and what was halved stays halved', async () => {
    const below = createFakePath(4, 8, 1)
    let opened = 0
    const counted: RunPath = {
      ...below,
      openCase: (one) => {
        opened += 1
        return below.openCase(one)
      },
    }
    const tried = guardPath(laneOf(counted))
    await runMasks(tried, someMasks(8))
    const later = { cases: new Set<string>(), openPlain: () => Promise.reject(new Error('not now')) }
    const fallback = { open: () => Promise.reject(new Error('not needed')), notice }
    const policies = [
      { plainModalities: new Set(['record']) },
      { fallback },
      { later },
      { ownsSession: true },
    ]
    const path = policies.reduce((one, policy) => one.with(policy), tried)
    opened = 0
    below.tried.length = 0
    const masks = [...someMasks(8), { masker: 1, part: 3, draw: 0 }]
    const onCase = await path.openCase(occluded)
    const rows: number[][] = []
    for (const batch of onCase.planBatches(masks)) rows.push(...(await onCase.run(batch)))
    expect([opened, below.tried]).toEqual([1, [4, 4]])
    // The record takes the plain path, which answers -1.
    expect(rows).toEqual([...someMasks(8).map(({ part }) => [part, 1]), [3, -1]])
    expect(path.takeNotices?.()).toEqual([{ code: 'session/smaller-batch', details: { from: 8, to: 4 } }])
    expect(tried.takeNotices?.()).toEqual([])
  })

  /** Answers so for every mask. */
  const constant = (answer: number): RunPath => ({
    name: 'batched',
    openCase: () =>
      Promise.resolve({
        planBatches: (masks) => [[...masks]],
        run: (batch) => Promise.resolve(batch.map(() => [answer])),
      }),
    release: () => Promise.resolve(),
  })

  it('compares the cases it is told to with the plain path, hands over how near they came, once, and throws where they differ', async () => {
    const path = (answer: number) =>
      guardPath(laneOf(constant(answer))).with({
        later: { cases: new Set(['c1']), openPlain: () => Promise.resolve(constant(0)) },
      })
    const right = path(0)
    await right.openCase({ ...someCase, original: { ...someCase.original, caseId: 'other' } })
    expect(right.takeComparison?.()).toBeNull()
    await right.openCase(someCase)
    expect(right.takeComparison?.()).toEqual({ masks: 1, largestDifference: 0 })
    expect(right.takeComparison?.()).toBeNull()
    await expect(path(1).openCase(someCase)).rejects.toMatchObject({ code: 'run/path-differs-later' })
  })

  it('releases its session only where it owns it', async () => {
    for (const ownsSession of [false, true]) {
      let released = 0
      const releaseSession = () => {
        released += 1
        return Promise.resolve()
      }
      await guardPath({ ...laneOf(createFakePath(1, 1)), releaseSession }, { ownsSession }).release()
      expect(released).toBe(ownsSession ? 1 : 0)
    }
  })
})
