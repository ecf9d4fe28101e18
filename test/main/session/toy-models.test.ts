import { describe, expect, it } from 'vitest'
import type { Occlusion } from '../../../src/main/batch/plan-batches'
import { createMaskers } from '../../fixtures/builders/kinds'
import { buildGridModality, buildTabularModality } from '../../fixtures/builders/modality'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'
import {
  buildCase,
  buildOccludedCase,
  buildOutputs,
  openTestSession,
  runOcclusions,
  untouched,
} from '../../fixtures/builders/onnx'
import { buildBoxesModel } from '../../fixtures/models/boxes'
import { buildDivisionModel } from '../../fixtures/models/division'
import { buildLinearModel } from '../../fixtures/models/linear'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const context = { cohort: null, matchedSize: null }
const masked = (masker: number, part: Occlusion['part']): Occlusion => ({ masker, part, draw: 0 })
const image = (name: string, parts: unknown) =>
  createMaskers(buildGridModality({ name, input: name, parts }), context)
const column = (name: string) =>
  createMaskers(buildTabularModality([{ name }], { name, input: name }), context)

describe('the boxes', () => {
  it('give the outputs computed by hand, untouched and masked', async () => {
    const session = await openTestSession(buildBoxesModel(), buildOutputs(4))
    const original = buildCase(
      buildFloatTensors('a', [1, 4, 4], [...Array(16).keys()]),
      buildFloatTensors('o', [1, 4, 4], Array<number>(16).fill(1)),
    )
    const occluded = buildOccludedCase(original, [...image('a', { patch: [2, 4] }), ...image('o', 'whole')])
    const occlusions = [untouched, masked(0, 0), masked(0, 1), masked(0, 'whole'), masked(1, 'whole')]
    const rows = await runOcclusions(session, occlusions, occluded, 3)
    expect(rows).toEqual([67, 50, 0, 0, 54].map((value) => [value, value, value, value]))
  })
})

describe('the nested relu', () => {
  it.each([
    // x1, x2 -> f; without x1; without x2
    [3, 0.5, 1.5, 0, 2],
    [3, 2, 0, 0, 2],
    [0.5, -4, 0, 0, 0],
    [2.25, -4, 1.25, 0, 1.25],
  ])('of %d and %d is %d', async (x1, x2, f, withoutX1, withoutX2) => {
    const session = await openTestSession(buildNestedReluModel(), buildOutputs(1))
    const original = buildCase(buildFloatTensors('x1', [1], [x1]), buildFloatTensors('x2', [1], [x2]))
    const occluded = buildOccludedCase(original, [...column('x1'), ...column('x2')])
    const rows = await runOcclusions(session, [untouched, masked(0, 0), masked(1, 0)], occluded, 2)
    expect(rows).toEqual([[f], [withoutX1], [withoutX2]])
  })
})

describe('the linear model', () => {
  const weights = {
    imageDims: [1, 2, 2] as const,
    image: [
      [1, 2, 3, 4],
      [-1, 0, 0.5, 2],
    ],
    bias: [10, -1],
  }
  const original = buildCase(
    buildFloatTensors('image', [1, 2, 2], [1, 2, 3, 4]),
    buildFloatTensors('record', [2], [5, -6]),
  )
  const record = createMaskers(buildTabularModality([{ name: 'age' }, { name: 'sex' }]), context)
  const occluded = buildOccludedCase(original, [...image('image', { patch: [1, 2] }), ...record])
  const occlusions = [untouched, masked(0, 0), masked(0, 1), masked(1, 0), masked(1, 1), masked(1, 'whole')]

  it('changes by weight times value', async () => {
    const bytes = buildLinearModel({
      ...weights,
      record: [
        [1, 1],
        [0.5, -2],
      ],
    })
    const session = await openTestSession(bytes, buildOutputs(2))
    const rows = await runOcclusions(session, occlusions, occluded, 4)
    expect(rows[0]).toEqual([30 - 1 + 10, 8.5 + 14.5 - 1])
    const differences = rows.slice(1).map((row) => row.map((value, index) => rows[0]![index]! - value))
    expect(differences).toEqual([
      [1 + 4, -1],
      [9 + 16, 1.5 + 8],
      [5, 2.5],
      [-6, 12],
      [-1, 14.5],
    ])
  })

  it('does not see a record whose weights are 0', async () => {
    const bytes = buildLinearModel({
      ...weights,
      record: [
        [0, 0],
        [0, 0],
      ],
    })
    const session = await openTestSession(bytes, buildOutputs(2))
    const rows = await runOcclusions(session, occlusions, occluded, 4)
    for (const row of rows.slice(3)) expect(row).toEqual(rows[0])
    expect(rows[1]).not.toEqual(rows[0])
  })
})

describe('the division', () => {
  it('passes on what is not finite: the run refuses it with case and modality', async () => {
    const session = await openTestSession(buildDivisionModel(), buildOutputs(1))
    const original = buildCase(buildFloatTensors('a', [1], [6]), buildFloatTensors('b', [1], [3]))
    const occluded = buildOccludedCase(original, [...column('a'), ...column('b')])
    const rows = await runOcclusions(session, [untouched, masked(0, 0), masked(1, 0)], occluded, 8)
    expect(rows).toEqual([[2], [0], [Infinity]])
  })
})
