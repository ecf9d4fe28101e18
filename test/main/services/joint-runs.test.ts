import { expect, it } from 'vitest'
import type { CaseOutputs } from '@shared/outputs'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy, writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildLinearModel } from '../../fixtures/models/linear'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const folders = useTemporaryFolders()

async function outputsOf(runFolder: string): Promise<CaseOutputs[]> {
  const stored = await loadStoredCases(runFolderAt(runFolder))
  return stored.flatMap((one) => ('outputs' in one ? [one.outputs] : []))
}

it('masks a set of two records at once: f = ReLU(x1 - 1) - ReLU(x2) by hand', async () => {
  const home = folders({})
  const number = (name: string) => ({
    ...{ name, kind: 'tabular', input: name, attributes: [{ name }], replacement: 'zero' },
  })
  const path = writeToyStudy({
    folder: home,
    model: buildNestedReluModel(),
    modalities: [number('x1'), number('x2')],
    outputs: { kind: 'regression', names: ['f'] },
    rows: Array.from({ length: 8 }, (_, index) => ({ id: `c${index}`, x1: 4 + index, x2: 1 })),
    joint: [['x1/x1', 'x2']],
  })
  const { result, runFolder } = await runStudyFile(path, home)
  const [first] = await outputsOf(runFolder)
  const [joint] = result.joint
  expect(first?.originalOutput).toEqual([2])
  expect(first?.joint).toEqual([{ name: 'x1/x1 + x2', output: [0] }])
  expect(joint).toMatchObject({ name: 'x1/x1 + x2', caseCount: 8 })
  // Original 2 + k, without both 0; one by one 2 + k (x1) and 1 (x2).
  const amounts = Array.from({ length: 8 }, (_, index) => 2 + index)
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  expect(joint?.meanDifference).toBeCloseTo(sum / 8, 12)
  expect(joint?.redundancy).toBeCloseTo(sum / (sum + 8), 12)
  const [low, high] = joint?.interval ?? [Number.NaN, Number.NaN]
  expect(low).toBeLessThan(sum / (sum + 8))
  expect(high).toBeGreaterThan(sum / (sum + 8))
})

const joint = [
  ['image/0 3', 'record/a'],
  ['image', 'report', 'record'],
  ['report/Stable', 'record/b', 'record/c'],
]

it('gives the same on every path, and leaves the contributions as they are', async () => {
  const read = async (path: string, sets: readonly (readonly string[])[]) => {
    const home = folders({})
    const study = writeThreeModalityStudy({ folder: home, caseCount: 6, seed: 4, joint: sets, run: { path } })
    const { runFolder, result } = await runStudyFile(study, home)
    return { outputs: await outputsOf(runFolder), result }
  }
  const plain = await read('plain', joint)
  const masked = plain.outputs.map((one) => (one.joint ?? []).map(({ name }) => name))
  expect(masked.map((names) => names.slice(0, 2))).toEqual(
    masked.map(() => ['image/0 3 + record/a', 'image + report + record']),
  )
  const withWord = masked.filter((names) => names.length === 3).length
  expect(withWord).toBeGreaterThan(0)
  expect(withWord).toBeLessThan(6)
  expect(plain.result.joint.map(({ caseCount }) => caseCount)).toEqual([6, 6, withWord])
  expect((await read('plain', [])).result.contribution).toEqual(plain.result.contribution)
  for (const path of ['batched', 'split', 'incremental']) {
    const { outputs, result } = await read(path, joint)
    for (const [place, one] of outputs.entries()) {
      for (const [set, { name, output }] of (one.joint ?? []).entries()) {
        const wanted = plain.outputs[place]?.joint?.[set]
        expect(name).toBe(wanted?.name)
        for (const [index, value] of output.entries())
          expect(value).toBeCloseTo(wanted?.output[index] ?? NaN, 5)
      }
    }
    expect(result.joint.map(({ name }) => name)).toEqual(plain.result.joint.map(({ name }) => name))
    expect(result.path?.path).toBe(path)
  }
})

it('says which set no case has', async () => {
  const home = folders({})
  const sets = [['report/nowhere', 'record/a']]
  const path = writeThreeModalityStudy({ folder: home, caseCount: 2, seed: 4, joint: sets })
  const { result } = await runStudyFile(path, home)
  expect(result.joint).toMatchObject([
    { caseCount: 0, meanDifference: null, redundancy: null, interval: null },
  ])
  expect(result.notices).toContainEqual({
    code: 'run/joint-nowhere',
    details: { name: 'report/nowhere + record/a' },
  })
})

it('masks channel groups by their name: y = 1 red + 10 green + 100 record, by hand', async () => {
  const home = folders({})
  const path = writeToyStudy({
    folder: home,
    model: buildLinearModel({ imageDims: [2, 1, 1], image: [[1, 10]], record: [[100]], bias: [0] }),
    modalities: [
      {
        ...{ name: 'image', kind: 'image', input: 'image', source: { column: 'image' } },
        ...{ parts: 'whole', replacement: 'zero', channelGroups: { red: [0], green: [1] } },
      },
      { name: 'record', kind: 'tabular', input: 'record', attributes: [{ name: 'a' }] },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [{ id: 'one', image: 'one.npy', a: 1 }],
    images: { 'one.npy': { dims: [2, 1, 1], values: [1, 1] } },
    joint: [
      ['image/green', 'record'],
      ['image', 'record/a'],
    ],
  })
  const { result, runFolder } = await runStudyFile(path, home)
  const [one] = await outputsOf(runFolder)
  expect(one?.originalOutput).toEqual([111])
  expect(one?.joint?.map(({ output }) => output)).toEqual([[1], [0]])
  expect(result.joint.map(({ redundancy }) => redundancy)).toEqual([1, 1])
})
