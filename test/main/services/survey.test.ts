import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeError } from '../../../src/shared/errors'
import { noticeSentence } from '@shared/words/describe-notice'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createServices } from '../../../src/main/services/services'
import { buildDicom, text } from '../../fixtures/builders/dicom'
import { buildNpy } from '../../fixtures/builders/npy'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy, writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildBoxesModel } from '../../fixtures/models/boxes'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const folders = useTemporaryFolders()

async function check(path: string) {
  const services = createServices({
    home: folders({}),
    roots: [],
    clock: () => new Date(0),
    launchRun: createLaunchInProcess(),
  })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  return services.studies.check({ studyId, overrides: {} })
}

const reluStudy = (rows: readonly Record<string, string | number>[], x2: object = { name: 'x2' }): string =>
  writeToyStudy({
    folder: folders({}),
    model: buildNestedReluModel(),
    modalities: [
      { name: 'x1', kind: 'tabular', input: 'x1', attributes: [{ name: 'x1' }], replacement: 'zero' },
      { name: 'x2', kind: 'tabular', input: 'x2', attributes: [x2], replacement: 'zero' },
    ],
    outputs: { kind: 'regression', names: ['f'] },
    rows,
  })

/** Two images of 4 x 4, of which the model wants both. */
const boxesStudy = (dims: (index: number) => number[], caseCount: number): string => {
  const ids = Array.from({ length: caseCount }, (_, index) => `case${index}`)
  const image = (name: string) => ({
    ...{ name, kind: 'image', input: name, source: { column: name } },
    ...{ parts: 'whole', replacement: 'zero' },
  })
  const ofCase = (index: number) => ({
    dims: dims(index),
    values: Array<number>(dims(index).reduce((product, length) => product * length, 1)).fill(1),
  })
  return writeToyStudy({
    folder: folders({}),
    model: buildBoxesModel(),
    modalities: [image('a'), image('o')],
    outputs: { kind: 'regression', names: ['1', '2', '3', '4'] },
    rows: ids.map((id) => ({ id, a: `${id}.npy`, o: 'o.npy' })),
    images: {
      'o.npy': { dims: [4, 4], values: Array<number>(16).fill(1) },
      ...Object.fromEntries(ids.map((id, index) => [`${id}.npy`, ofCase(index)])),
    },
  })
}

describe('what needs no pixel', () => {
  it('counts a level that is not listed over all cases, by column and case, without the cell', async () => {
    const levels = { name: 'x2', encoding: { kind: 'ordinal', levels: ['f', 'm'] } }
    const ids = Array.from({ length: 40 }, (_, index) => `p${index}`)
    const path = reluStudy(
      ids.map((id, index) => ({ id, x1: 3, x2: index < 8 ? 'f' : index % 4 === 0 ? 'secret' : 'm' })),
      levels,
    )
    const { plan, problems } = await check(path)
    expect(problems).toEqual([])
    const [notice] = plan?.notices ?? []
    expect(notice).toMatchObject({ code: 'run/would-skip', details: { count: 8, total: 40 }, modality: 'x2' })
    expect(notice === undefined ? '' : describeError(notice).sentence).toBe(
      '8 of the 40 cases (p8, p12, p16, p20, p24, ...) would be skipped, the first for this reason: Case p8, x2: attribute x2 (column "x2"): the value is none of the levels that the study lists (f, m).',
    )
    expect(JSON.stringify(plan)).not.toContain('secret')
  })

  it('fails the check where every case is refused, and tells every column', async () => {
    const path = reluStudy([
      { id: '1', x1: 'a', x2: '' },
      { id: '2', x1: 'b', x2: 3 },
    ])
    const { plan, problems } = await check(path)
    expect(plan).toBeNull()
    const refused = problems.filter(({ code }) => code === 'run/would-fail')
    expect(refused.map(({ details }) => [details['count'], details['total']])).toEqual([
      [2, 2],
      [1, 2],
    ])
    expect(refused.map((one) => describeError(one).kind)).toEqual(['input', 'input'])
    const isHeaded = refused.map((one) => describeError(one).sentence.startsWith('No case can be run.'))
    expect(isHeaded).toEqual([true, false])
  })

  it('speaks of an empty text cell, not of a file', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 })
    const { plan } = await check(path)
    expect(plan?.notices).toEqual([])
    emptyCell(folder, 'report')
    const [notice] = (await check(path)).plan?.notices ?? []
    const sentence = notice === undefined ? '' : describeError(notice).sentence
    expect(sentence).toContain(
      'Case case-1, report: the column report is empty or holds blanks alone (line 2 of the table).',
    )
    expect(sentence).not.toContain('file')
  })

  it('counts files that are not there', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 })
    rmSync(join(folder, 'case-3.npy'))
    const { plan, problems } = await check(path)
    expect(problems).toEqual([])
    expect(plan?.secondsPerPass).toBeGreaterThan(0)
    expect(plan?.notices.map((one) => describeError(one).sentence)).toEqual([
      '1 of the 4 cases (case-3) would be skipped, the first for this reason: Case case-3: There is no file or folder case-3.npy.',
    ])
  })
})

describe('what a look at the first cases shows', () => {
  it('fails where none of them has the axes of the model, and points to layout and orient', async () => {
    const { plan, problems } = await check(boxesStudy(() => [2, 8], 12))
    expect(plan).toBeNull()
    const [problem] = problems
    expect(problem).toMatchObject({
      code: 'run/would-fail',
      details: { count: 10, total: 10, isOfFirst: true },
    })
  })

  it('is a notice where only some of them fail', async () => {
    const { plan, problems } = await check(boxesStudy((index) => (index === 1 ? [3, 4] : [4, 4]), 5))
    expect(problems).toEqual([])
    expect(plan?.notices.map(({ code, details }) => [code, details['count'], details['total']])).toEqual([
      ['run/would-skip', 1, 3],
    ])
  })

  it('tells of a file that cannot be read', async () => {
    const path = boxesStudy(() => [4, 4], 2)
    for (const id of ['case0', 'case1'])
      writeFileSync(join(path, '..', `${id}.npy`), buildNpy({ dims: [4, 4], values: [] }).subarray(0, 8))
    const { plan, problems } = await check(path)
    expect(plan).toBeNull()
    expect(problems.map((one) => describeError(one).sentence).join()).toContain('case0.npy')
  })
})

describe('the case of a notice', () => {
  it.each([
    ['1', 'scan_017.png', 'Case 1: There is no file or folder scan_017.png.'],
    ['file', 'a.png', 'Case file: There is no file or folder a.png.'],
  ])('is named whatever its id: %s', (caseId, file, sentence) => {
    expect(noticeSentence({ code: 'file/not-found', details: { file }, caseId })).toBe(sentence)
  })

  it('is named once where the sentence begins with it', () => {
    const notice = { code: 'text/empty', details: { caseId: '1', modality: 'report' }, caseId: '1' } as const
    expect(noticeSentence(notice)).toBe('Case 1, report: the text has no words.')
  })
})

/** Empties the first row's cell of a column. */
function emptyCell(folder: string, column: string): void {
  const file = join(folder, 'cases.csv')
  const [head = '', first = '', ...others] = readFileSync(file, 'utf8').split('\n')
  const place = head.split(',').indexOf(column)
  const cells = first.split(',').map((cell, index) => (index === place ? '""' : cell))
  writeFileSync(file, [head, cells.join(','), ...others].join('\n'))
}

describe('what check notices of the pixels it reads', () => {
  it('is told once for all cases', async () => {
    const path = boxesStudy(() => [4, 4], 3)
    const aspect = text(0x00280034, 'IS', '1\\2')
    const image = { rows: 4, columns: 4, dicomModality: 'CR', without: [0x00280030], extra: [aspect] }
    for (const index of [0, 1, 2]) writeFileSync(join(path, '..', `case${index}.npy`), buildDicom(image))
    const { plan, problems } = await check(path)
    expect(problems).toEqual([])
    const noticed = plan!.notices.filter(({ code }) => code === 'tensor/not-square')
    expect(noticed).toMatchObject([{ modality: 'a', caseId: 'case0' }])
  })
})
