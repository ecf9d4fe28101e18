import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { planBatches } from '../../../src/main/batch/plan-batches'
import { growChunk, type TimedPath } from '../../../src/main/choice/masks-per-run'
import { tryPath, type PathTest } from '../../../src/main/choice/try-path'
import type { RunPath } from '../../../src/main/session/paths/run-path'
import { guardPath, type GuardedPath } from '../../../src/main/choice/guarded-path'
import { laneOf, someCase, someMasks } from '../../fixtures/builders/fake-path'

const occlusions = someMasks(64)

/** A path whose runs take so many milliseconds, and answer with `value`. */
function build(batchSize: number, ms: number, released: number[], value = 1): GuardedPath {
  const fast: RunPath = {
    name: 'incremental',
    openCase: () =>
      Promise.resolve({
        planBatches: (list) => planBatches(list, batchSize),
        run: async (batch) => {
          await delay(ms)
          return batch.map(() => [value])
        },
      }),
    release: () => {
      released.push(batchSize)
      return Promise.resolve()
    },
  }
  return guardPath(laneOf(fast))
}

async function grow(
  msOf: (batchSize: number) => number,
  caseCount = 1000,
  valueOf: (batchSize: number) => number = () => 1,
) {
  const released: number[] = []
  const opened: number[] = []
  const open = (batchSize: number): Promise<GuardedPath> => {
    opened.push(batchSize)
    return Promise.resolve(build(batchSize, msOf(batchSize), released, valueOf(batchSize)))
  }
  const trial = {
    path: 'incremental' as const,
    largestDifference: 0,
    secondsPerCase: (8 * msOf(8)) / 1000,
    refused: null,
  }
  const first: TimedPath = { path: build(8, msOf(8), released), batchSize: 8, trial, plainModalities: [] }
  const test: PathTest = {
    cases: [{ occluded: someCase, masks: new Map([[occlusions[0]!, [1]]]) }],
    ...{ looked: 1, timed: { occlusions } },
  }
  const { batchSize } = await growChunk(first, {
    ...{ open, caseCount, maskCount: occlusions.length },
    attempt: (path) => tryPath(path, test),
  })
  return { batchSize, opened, released }
}

describe('growChunk', () => {
  it('doubles the masks per run while that is faster, and releases what it left', async () => {
    expect(await grow(() => 20)).toEqual({ batchSize: 32, opened: [16, 32], released: [8, 16] })
  })

  it('stays where more masks take as much longer', async () => {
    expect(await grow((batchSize) => 4 * batchSize)).toEqual({ batchSize: 8, opened: [16], released: [16] })
  })

  it('stays where more masks give other outputs', async () => {
    const wrong = await grow(
      () => 20,
      1000,
      (batchSize) => (batchSize > 8 ? 1.1 : 1),
    )
    expect(wrong).toEqual({ batchSize: 8, opened: [16], released: [16] })
  })

  it('tries nothing for a run that is over before it would pay', async () => {
    expect(await grow(() => 20, 3)).toEqual({ batchSize: 8, opened: [], released: [] })
  })
})
