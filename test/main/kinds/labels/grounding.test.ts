import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunEvent } from '@shared/run'
import { groundingSentences, toGroundingTables } from '@shared/words/grounding-words'
import { describe, expect, it } from 'vitest'
import { executeRun } from '../../../../src/main/services/execute-run'
import { runFolderAt } from '../../../../src/main/store/run-folder'
import { createLocalWorkers } from '../../../fixtures/builders/local-workers'
import { buildPng } from '../../../fixtures/builders/png'
import { bytesOfOutputs } from '../../../fixtures/builders/run-bytes'
import { createTestRun, runStudyFile } from '../../../fixtures/builders/run-study-file'
import { loadStoredCases } from '../../../fixtures/builders/stored-cases'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../../fixtures/builders/toy-study'
import { buildLinearModel } from '../../../fixtures/models/linear'

const folders = useTemporaryFolders()
const [height, width] = [6, 8]
const count = height * width
const ids = Array.from({ length: 8 }, (_, index) => `c${index}`)
const paths = ['plain', 'batched', 'split', 'incremental'] as const

interface Scene {
  /** Weight of a pixel in the only output. */
  readonly weight: (row: number, column: number) => number
  readonly map?: (index: number) => number[]
  readonly only?: readonly (string | number)[]
  readonly grounding?: readonly object[]
  readonly joint?: readonly (readonly string[])[]
}

/** A lesion of 2 x 2 pixels, somewhere else in every case; case c7 has none. Two cases of a patient. */
function lesionMap(index: number): number[] {
  const [top, left] = [1 + (index % 3), 2 + (index % 4)]
  return Array.from({ length: count }, (_, at) => {
    const [row, column] = [Math.floor(at / width) - top, (at % width) - left]
    return index < 7 && row >= 0 && row < 2 && column >= 0 && column < 2 ? 1 : 0
  })
}

const lesion = { modality: 'image', label: 'lesion', draws: 4 }

function writeStudy(
  folder: string,
  { weight, map = lesionMap, only, grounding = [lesion], joint = [] }: Scene,
): string {
  const weights = Array.from({ length: count }, (_, at) => weight(Math.floor(at / width), at % width))
  const path = writeToyStudy({
    folder,
    model: buildLinearModel({ imageDims: [1, height, width], image: [weights], record: [[3]], bias: [0] }),
    modalities: [
      {
        ...{ name: 'image', kind: 'image', input: 'image', source: { column: 'image' }, replacement: 'zero' },
        parts: {
          labels: { column: 'map', suffix: '.png' },
          names: { 1: 'lesion' },
          ...(only === undefined ? {} : { only }),
        },
      },
      { name: 'record', kind: 'tabular', input: 'record', attributes: [{ name: 'age' }] },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    dataset: { patient: 'patient' },
    ...{ grounding, joint },
    rows: ids.map((id, index) => ({
      ...{ id, image: `${id}.npy`, map: id, age: 1, patient: `p${Math.floor(index / 2)}` },
    })),
    images: Object.fromEntries(
      ids.map((id, index) => {
        const values = map(index).map((label) => (label === 1 ? 5 : 1))
        return [`${id}.npy`, { dims: [height, width], values }]
      }),
    ),
  })
  for (const [index, id] of ids.entries())
    writeFileSync(join(folder, `${id}.png`), buildPng({ width, height, samples: map(index) }))
  return path
}

async function run(scene: Scene, path: (typeof paths)[number] = 'batched') {
  const home = folders({})
  const { runFolder, result, events } = await runStudyFile(writeStudy(home, scene), home, { path })
  const stored = await loadStoredCases(runFolderAt(runFolder))
  return { result, events, cases: stored.flatMap((one) => ('outputs' in one ? [one.outputs] : [])) }
}

const everywhere = { weight: () => 1 }

describe('grounding', () => {
  it('masks the same shape elsewhere, beside m and never inside', async () => {
    const { result, cases, events } = await run(everywhere)
    const without = await run({ ...everywhere, grounding: [] })
    expect(result.contribution).toEqual(without.result.contribution)
    expect(result.cases).toEqual(without.result.cases)
    expect(without.cases[0]).not.toHaveProperty('grounding')
    const [first] = cases
    // The lesion is 4 pixels of 5, every other place 4 pixels of 1.
    expect(first?.grounding).toEqual([
      { ...lesion, draws: undefined, elsewhere: Array(4).fill([first!.originalOutput[0]! - 4]), other: null },
    ])
    const progress = events.flatMap((event) => (event.event === 'progress' ? [event.progress] : [])).at(-1)
    expect(progress).toMatchObject({ passesDone: progress?.passesPlanned, casesDone: 8 })
    expect(result.grounding[0]).toMatchObject({
      ...{
        modality: 'image',
        label: 'lesion',
        output: null,
        withoutLabel: 1,
        notPlaced: 0,
        otherPatient: null,
      },
      elsewhere: {
        ...{ caseCount: 7, patientCount: 4, labelAmount: 20, controlAmount: 4, difference: 16, share: 1 },
        ...{ interval: null, intervalNote: 'too-few-patients', differenceNote: 'too-few-patients' },
      },
    })
    expect(result.grounding[0]?.cases[0]).toEqual({
      ...{ caseId: 'c0', label: 20, placed: 4, other: null },
      elsewhere: { amount: 4, mattersMore: true },
    })
  })

  it('gives the same on every path', async () => {
    const scene = { weight: (row: number, column: number) => row + 2 * column - 9 }
    const [plain, ...others] = await Promise.all(paths.map((path) => run(scene, path)))
    const figures = (one: typeof plain) => one!.cases.map(({ grounding }) => grounding)
    expect(new Set(figures(plain).flatMap((one) => one![0]!.elsewhere.flat())).size).toBeGreaterThan(5)
    for (const other of others) expect(figures(other)).toEqual(figures(plain))
  })

  it('goes on to the same bytes after it was stopped', async () => {
    const [one, other] = [folders({}), folders({})]
    const scene = { ...everywhere, grounding: [{ ...lesion, otherPatient: true }] }
    const undisturbed = await runStudyFile(writeStudy(one, scene), one)
    const runFolder = await createTestRun(writeStudy(other, scene), other)
    const abort = new AbortController()
    const options = { signal: abort.signal, clock: () => performance.now() }
    const events: RunEvent[] = []
    for await (const event of executeRun(runFolder, options)) {
      events.push(event)
      if (event.event === 'case') abort.abort()
    }
    expect(events.at(-1)?.event).toBe('cancelled')
    const rest = { ...options, signal: new AbortController().signal }
    for await (const event of executeRun(runFolder, rest)) events.push(event)
    expect(events.at(-1)?.event).toBe('finished')
    expect(bytesOfOutputs(runFolder)).toBe(bytesOfOutputs(undisturbed.runFolder))
  })

  it('gives the same in workers, and beside sets of parts that have labels', async () => {
    const grounding = [{ ...lesion, otherPatient: true }]
    const one = await run({ ...everywhere, grounding })
    const home = folders({})
    const path = writeStudy(home, { ...everywhere, grounding, joint: [['image/lesion', 'record/age']] })
    const runFolder = await createTestRun(path, home, { workers: 2, path: 'batched', threads: 2 })
    const options = { signal: new AbortController().signal, clock: () => performance.now() }
    const local = createLocalWorkers()
    for await (const event of executeRun(runFolder, { ...options, startWorker: local.start }))
      expect(event.event).not.toBe('failed')
    expect(local.counts.started).toBe(2)
    const stored = await loadStoredCases(runFolderAt(runFolder))
    const others = stored.flatMap((each) => ('outputs' in each ? [each.outputs] : []))
    expect(others.map((each) => each.grounding)).toEqual(one.cases.map((each) => each.grounding))
    // 20 of the lesion and 3 of the record; the case without a lesion lacks the set.
    expect(
      others.map(({ joint, originalOutput: [y = 0] }) => joint?.map(({ output }) => y - output[0]!)),
    ).toEqual([...Array<unknown>(7).fill([23]), undefined])
  })

  it('compares with the same label of another patient, in its shape and place', async () => {
    const { result, cases } = await run({ ...everywhere, grounding: [{ ...lesion, otherPatient: true }] })
    for (const { caseId, originalOutput, grounding } of cases) {
      const other = grounding![0]!.other
      if (caseId === 'c7') expect(other).toBeNull()
      else expect([4, 8, 12, 20]).toContain(originalOutput[0]! - other![0]!)
    }
    expect(result.grounding[0]?.otherPatient).toMatchObject({ caseCount: 7, labelAmount: 20 })
    expect(result.grounding[0]?.cases.every(({ other }) => other !== null)).toBe(true)
  })

  it('says where a shape fits nowhere else, and where no case has the label', async () => {
    const map = (index: number): number[] =>
      Array.from({ length: count }, (_, at) => (at % 7 === index ? 0 : 1))
    const { result } = await run({ ...everywhere, map, grounding: [lesion, { ...lesion, label: 'leison' }] })
    expect(result.grounding[0]).toMatchObject({ notPlaced: 8, elsewhere: { caseCount: 0, share: null } })
    expect(result.notices.map(({ code, details }) => [code, details])).toEqual([
      ['labels/not-placed', { modality: 'image', label: 'lesion', count: 8, total: 8 }],
      ['labels/nowhere', { modality: 'image', label: 'leison' }],
    ])
    expect(groundingSentences(result.grounding)).toEqual([
      'lesion of image: its shape was placed nowhere else in the picture of any case, so nothing is compared.',
      'leison of image: no case has it.',
    ])
    expect(toGroundingTables(result.grounding)[0]?.rows[0]?.at(-1)).toBe('nothing to compare')
  })

  it('says where the label of every other patient covers the same voxels, in place of a share of 0', async () => {
    const { result, cases } = await run({
      ...{ ...everywhere, map: () => lesionMap(0), grounding: [{ ...lesion, otherPatient: true }] },
    })
    expect(cases.map(({ grounding }) => grounding![0]!.other)).toEqual(Array(8).fill(null))
    expect(result.grounding[0]?.otherPatient).toMatchObject({ caseCount: 0, share: null })
    expect(result.notices.map(({ code, details }) => [code, details])).toContainEqual([
      ...['labels/no-other', { modality: 'image', label: 'lesion', count: 8, total: 8 }],
    ])
  })

  it('says that a label without another place is compared with another patient alone', async () => {
    const map = (index: number): number[] =>
      Array.from({ length: count }, (_, at) => (at % 7 === index ? 0 : 1))
    const { result } = await run({ ...everywhere, map, grounding: [{ ...lesion, otherPatient: true }] })
    expect(result.grounding[0]?.otherPatient?.caseCount).toBe(8)
    expect(groundingSentences(result.grounding)).toEqual([
      'lesion of image: its shape was placed nowhere else in the picture of any case; it is compared with another patient alone, which does not say where the model looks.',
    ])
  })

  it.each([
    [{ ...lesion, modality: 'record' }, 'modality'],
    [{ ...lesion, label: 'rest' }, 'label'],
    [{ ...lesion, output: 'z' }, 'output'],
    [{ ...lesion, label: 'liver' }, 'label'],
  ])('is refused in a study where %j names nothing', async (one, key) => {
    await expect(run({ ...everywhere, only: ['lesion'], grounding: [one] })).rejects.toMatchObject({
      ...{ code: 'study/invalid', details: { key: `grounding.0.${key}` } },
    })
  })

  it('is refused in a study that asks the same twice; a label by its value may be called so by its file', async () => {
    await expect(run({ ...everywhere, grounding: [lesion, { ...lesion, draws: 2 }] })).rejects.toMatchObject({
      code: 'study/invalid',
      details: { key: 'grounding.1' },
    })
    const { result } = await run({ ...everywhere, only: [1], grounding: [lesion] })
    expect(result.grounding[0]?.cases).toHaveLength(7)
  })
})
