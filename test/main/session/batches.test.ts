import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Occlusion } from '../../../src/main/batch/plan-batches'
import { createMaskers } from '../../fixtures/builders/kinds'
import { createRandom } from '../../../src/main/maskers/random'
import { buildGridModality, buildTabularModality, buildTextModality } from '../../fixtures/builders/modality'
import { buildFloatTensors, buildTextTensors } from '../../fixtures/builders/modality-tensors'
import {
  buildCase,
  buildOccludedCase,
  buildOutputs,
  openTestSession,
  runOcclusions,
  untouched,
} from '../../fixtures/builders/onnx'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

const context = { cohort: null, matchedSize: null }
const maskers = [
  ...createMaskers(buildGridModality({ name: 'image', input: 'image', parts: { patch: [4, 4] } }), context),
  ...createMaskers(buildTextModality({ attentionMask: 'mask' }), context),
  ...createMaskers(buildTabularModality(['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }))), context),
]
const occlusions: Occlusion[] = [
  untouched,
  ...[4, 3, 5].flatMap((count, masker) =>
    [...Array(count).keys(), 'whole' as const].map((part) => ({ masker, part, draw: 0 })),
  ),
]

/** A case of random values; the ids stay below the 20 that the embedding knows. */
function buildRandomCase(seed: number) {
  const random = createRandom('case', seed)
  const values = (length: number) => Array.from({ length }, () => 4 * random() - 2)
  const text = buildTextTensors({ tokensPerWord: [1, 1, 1], padding: 1 })
  const tensors = new Map([...text.tensors].filter(([input]) => input !== 'types'))
  return buildOccludedCase(
    buildCase(
      buildFloatTensors('image', [1, 8, 8], values(64)),
      { ...text, tensors },
      buildFloatTensors('record', [5], values(5)),
    ),
    maskers,
  )
}

const largestDifference = (rows: number[][], others: number[][]) =>
  Math.max(...rows.flatMap((row, index) => row.map((value, c) => Math.abs(value - others[index]![c]!))))

describe('a session', () => {
  it('gives the same outputs for every batch size', async () => {
    const session = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3))
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async (seed) => {
        const occluded = buildRandomCase(seed)
        const plain = await runOcclusions(session, occlusions, occluded, 1)
        for (let batchSize = 2; batchSize <= 9; batchSize += 1) {
          const rows = await runOcclusions(session, occlusions, occluded, batchSize)
          expect(rows).toHaveLength(occlusions.length)
          expect(largestDifference(rows, plain)).toBeLessThan(1e-6)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('gives the same outputs in any order of the occlusions', async () => {
    const session = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3))
    const occluded = buildRandomCase(0)
    const plain = await runOcclusions(session, occlusions, occluded, 4)
    const turned = await runOcclusions(session, occlusions.toReversed(), occluded, 4)
    expect(largestDifference(turned.toReversed(), plain)).toBeLessThan(1e-6)
  })

  it('gives the same outputs on one thread and on two, and for the twin with a fixed batch', async () => {
    const occluded = buildRandomCase(0)
    const one = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3), 1)
    const two = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3), 2)
    const fixed = await openTestSession(buildThreeModalitiesModel({ seed: 1, batch: 1 }), buildOutputs(3))
    expect([one.threads, two.threads, one.device]).toEqual([1, 2, 'cpu'])
    const plain = await runOcclusions(one, occlusions, occluded, 5)
    expect(largestDifference(await runOcclusions(two, occlusions, occluded, 5), plain)).toBeLessThan(1e-6)
    expect(largestDifference(await runOcclusions(fixed, occlusions, occluded, 1), plain)).toBeLessThan(1e-6)
  })

  it('responds to every modality of the toy model', async () => {
    const session = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3))
    const [original, ...rest] = await runOcclusions(session, occlusions, buildRandomCase(0), 8)
    const wholes = [4, 8, 14].map((index) => rest[index]!)
    for (const whole of wholes) expect(largestDifference([whole], [original!])).toBeGreaterThan(1e-3)
  })

  it('returns what was asked when buffers are filled again before its rows are read', async () => {
    const session = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3))
    const occluded = buildRandomCase(0)
    const first = await runOcclusions(session, [untouched], occluded, 1)
    const kept = structuredClone(first)
    await runOcclusions(session, occlusions, occluded, 8)
    expect(first).toEqual(kept)
  })
})
