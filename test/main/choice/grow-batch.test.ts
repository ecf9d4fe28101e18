import { describe, expect, it } from 'vitest'
import type { OccludedCase } from '../../../src/main/batch/fill-batch'
import { growBatch } from '../../../src/main/choice/masks-per-run'
import type { Session } from '../../../src/main/session/session'
import { outOfMemory } from '../../fixtures/builders/fake-path'
import type { Occlusion } from '../../../src/main/batch/plan-batches'

const occluded: OccludedCase = {
  original: { caseId: 'c1', modalities: new Map() },
  maskers: [],
  seed: 1,
  donors: new Map(),
}
const untouchedCopies = (count: number): Occlusion[] =>
  Array.from({ length: count }, () => ({ masker: null, part: 'whole', draw: 0 }))

/** A device that takes `fixedMs` per run and `maskMs` per mask, with room for `most` masks. */
function grow(fixedMs: number, maskMs: number, most: number, masks: number, fail = outOfMemory) {
  let nowMs = 0
  const sizes: number[] = []
  const session: Session = {
    device: 'cuda',
    threads: 1,
    release: () => Promise.resolve(),
    run: (_feeds, batch) => {
      sizes.push(batch)
      nowMs += fixedMs + maskMs * batch
      return batch > most ? Promise.reject(fail()) : Promise.resolve(Array.from({ length: batch }, () => [0]))
    },
  }
  const question = { session, occluded, occlusions: untouchedCopies(masks), clock: () => nowMs }
  return { grown: growBatch(question), sizes }
}

describe('the batch on a device', () => {
  it.each([
    ['grows to 256 where a run costs the same with any number of masks', 10, 0, 9999, 9999, 256],
    ['stops where a doubling gives no more than 5 %', 10, 1, 9999, 9999, 128],
    ['stays at 8 where masks cost what they cost', 0, 1, 9999, 9999, 8],
    ['stops before memory does', 10, 0, 100, 9999, 64],
    ['is halved where not even 8 fit', 10, 0, 3, 9999, 2],
    ['is never larger than a case', 10, 0, 9999, 50, 32],
    ['is the case where that has fewer than 8 masks', 10, 0, 9999, 5, 5],
  ])('%s', async (_what, fixedMs, maskMs, most, masks, size) => {
    expect(await grow(fixedMs, maskMs, most, masks).grown).toBe(size)
  })

  it('warms up once for every size', async () => {
    const { grown, sizes } = grow(10, 0, 16, 9999)
    await grown
    expect(sizes).toEqual([8, 8, 16, 16, 32])
  })

  it('fails when a single mask does not fit', async () => {
    await expect(grow(10, 0, 0, 9999).grown).rejects.toMatchObject({ code: 'session/run-failed' })
  })

  it('keeps what worked when a larger batch fails for another reason', async () => {
    const broken = () => new Error('device removed') as never
    expect(await grow(10, 0, 20, 9999, broken).grown).toBe(16)
    await expect(grow(10, 0, 3, 9999, broken).grown).rejects.toThrow('device removed')
  })
})
