import { expect, it } from 'vitest'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'
import { buildBoxesModel } from '../../fixtures/models/boxes'
import { buildDivisionModel } from '../../fixtures/models/division'
import { buildLinearModel } from '../../fixtures/models/linear'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const folders = useTemporaryFolders()
const ramp = Array.from({ length: 16 }, (_, index) => index)

const image = (name: string, parts: unknown) => ({
  name,
  kind: 'image',
  input: name,
  source: { column: name },
  parts,
  replacement: 'zero',
})
const number = (name: string) => ({
  name,
  kind: 'tabular',
  input: name,
  attributes: [{ name }],
  replacement: 'zero',
})

function writeBoxes(folder: string, parts: unknown): string {
  return writeToyStudy({
    folder,
    model: buildBoxesModel(),
    modalities: [image('a', parts), image('o', 'whole')],
    outputs: { kind: 'regression', names: ['1', '2', '3', '4'] },
    rows: [{ id: 'one', a: 'a.npy', o: 'o.npy' }],
    images: { 'a.npy': { dims: [4, 4], values: ramp }, 'o.npy': { dims: [4, 4], values: ramp.map(() => 1) } },
  })
}

it('gives 0.8375 : 0.1625 for the boxes model, masked whole (67 and 13 by hand)', async () => {
  const home = folders({})
  const { result } = await runStudyFile(writeBoxes(home, 'whole'), home)
  const [a, o] = result.contribution.modalities
  expect(result.cases[0]?.originalOutput).toEqual([67, 67, 67, 67])
  expect(a?.contribution).toBeCloseTo(0.8375, 12)
  expect(o?.contribution).toBeCloseTo(0.1625, 12)
})

it('gives differences of 17 and 67 for the two 2 x 4 patches of a', async () => {
  const home = folders({})
  const { runFolder } = await runStudyFile(writeBoxes(home, { patch: [2, 4] }), home)
  const [stored] = await loadStoredCases(runFolderAt(runFolder))
  const occluded =
    stored !== undefined && 'outputs' in stored ? stored.outputs.modalities[0]?.occludedOutput : []
  expect(occluded).toEqual([Array(4).fill(50), Array(4).fill(0)])
})

it('leaves a silent case out and gives 0.5 : 0.5 for the nested relu model', async () => {
  const home = folders({})
  const path = writeToyStudy({
    folder: home,
    model: buildNestedReluModel(),
    modalities: [number('x1'), number('x2')],
    outputs: { kind: 'regression', names: ['f'] },
    rows: [
      { id: 'silent', x1: -10, x2: -5 },
      { id: 'both', x1: 3, x2: 1 },
    ],
    run: { aggregation: 'per-case' },
  })
  const { result } = await runStudyFile(path, home)
  expect(result.contribution.silentCases).toEqual(['silent'])
  expect(result.contribution.modalities.map(({ contribution }) => contribution)).toEqual([0.5, 0.5])
  expect(result.cases.find(({ caseId }) => caseId === 'silent')?.contribution).toBeNull()
})

const weights = { imageDims: [1, 2, 2] as const, image: [[1, -2, 3, 0.5]], record: [[2, 0, -4]], bias: [1] }
const writeLinear = (folder: string, scale: number, record = weights.record) =>
  writeToyStudy({
    folder,
    model: buildLinearModel({
      imageDims: weights.imageDims,
      image: weights.image.map((row) => row.map((weight) => weight * scale)),
      record: record.map((row) => row.map((weight) => weight * scale)),
      bias: [scale],
    }),
    modalities: [
      { ...image('image', { patch: [1, 1] }) },
      {
        name: 'record',
        kind: 'tabular',
        input: 'record',
        attributes: ['p', 'q', 'r'].map((name) => ({ name })),
      },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [{ id: 'one', image: 'i.npy', p: 1.5, q: 3, r: 0.25 }],
    images: { 'i.npy': { dims: [2, 2], values: [1, 2, 0.5, -4] } },
  })

it('gives the analytic differences of a linear model, whatever all its weights are multiplied by', async () => {
  // |w x| by hand: image 1, 4, 1.5, 2; record 3, 0, 1.
  const expected = [8.5 / 12.5, 4 / 12.5]
  for (const scale of [1, 1000]) {
    const home = folders({})
    const { result } = await runStudyFile(writeLinear(home, scale), home)
    for (const [index, one] of result.contribution.modalities.entries()) {
      expect(one.contribution).toBeCloseTo(expected[index]!, 6)
    }
    const shares = result.contribution.modalities[1]?.attributes?.map(({ contribution }) => contribution)
    expect(shares?.map((share) => Number(share.toFixed(6)))).toEqual([3 / 12.5, 0, 1 / 12.5])
  }
})

it('gives 0 to a modality with zero weights, and says that one patient is too few to call it a collapse', async () => {
  const home = folders({})
  const { result } = await runStudyFile(writeLinear(home, 1, [[0, 0, 0]]), home)
  expect(result.contribution.modalities.map(({ contribution }) => contribution)).toEqual([1, 0])
  const { collapse, verdicts } = result.contribution
  expect(collapse).toEqual([])
  expect(verdicts.map(({ modality, verdict }) => [modality, verdict])).toEqual([
    ['record', 'no-response-seen'],
  ])
})

it('answers a model that reacts to nothing with a state, never with NaN', async () => {
  const home = folders({})
  const { result } = await runStudyFile(writeLinear(home, 0), home)
  expect(result.contribution.state).toBe('no-response')
  expect(JSON.stringify(result)).not.toContain('null,null,null')
  expect(result.notices.map(({ code }) => code)).toContain('run/no-difference')
})

it('turns an output that is not finite into a notice that names case and modality, and goes on', async () => {
  const home = folders({})
  const path = writeToyStudy({
    folder: home,
    model: buildDivisionModel(),
    modalities: [{ ...number('a') }, { ...number('b'), replacement: { kind: 'constant', value: 2 } }],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [
      { id: 'good', a: 4, b: 1 },
      { id: 'bad', a: 4, b: 0 },
    ],
  })
  const { result, events } = await runStudyFile(path, home)
  expect(result.cases.map(({ caseId }) => caseId)).toEqual(['good'])
  expect(result.notices).toEqual([
    { code: 'run/not-finite-original', details: { caseId: 'bad' }, caseId: 'bad' },
  ])
  expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: 2, casesSkipped: 1 })
  const zero = writeToyStudy({
    folder: folders({}),
    model: buildDivisionModel(),
    modalities: [number('a'), number('b')],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [{ id: 'only', a: 4, b: 1 }],
  })
  const failed = await runStudyFile(zero, folders({}))
  expect(failed.events.at(-1)).toMatchObject({ event: 'failed', error: { code: 'run/all-failed' } })
  expect(failed.events).toContainEqual(
    expect.objectContaining({
      notice: {
        code: 'run/not-finite',
        details: { caseId: 'only', modality: 'b', part: '0' },
        caseId: 'only',
      },
    }),
  )
})
