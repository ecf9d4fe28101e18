import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeError } from '@shared/errors'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../../src/main/graph/build-model'
import { createLaunchInProcess } from '../../../../src/main/hosts/engine/launch-in-process'
import { toCaseText } from '../../../../src/main/hosts/cli/case-text'
import { createPreviewReader } from '../../../../src/main/services/desk/preview-source'
import { readPictures, toReportStudy } from '../../../../src/main/services/desk/report-pictures'
import { prepareRunStudy } from '../../../../src/main/services/desk/run-studies'
import { exportRun } from '../../../../src/main/services/export-run'
import { loadCaseContribution } from '../../../../src/main/services/load-run'
import { createServices } from '../../../../src/main/services/services'
import { runFolderAt } from '../../../../src/main/store/run-folder'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../../fixtures/builders/toy-study'
import { runStudyFile } from '../../../fixtures/builders/run-study-file'

const folders = useTemporaryFolders()
const samples = 20

/** A weighted sum of leads of any number and length: first leads and late samples count more. */
function buildSumModel(): Uint8Array {
  return buildModel({
    name: 'sum',
    inputs: [
      tensorInfo('ecg', 'float32', ['batch', 'leads', 'samples']),
      tensorInfo('record', 'float32', ['batch', 1]),
    ],
    outputs: [tensorInfo('y', 'float32', ['batch', 1])],
    initializers: [floatInitializer('weights', [2, 1], [1, 0.5])],
    nodes: [
      node('Softmax', ['ecg'], ['soft'], { axis: 1 }),
      node('Mul', ['soft', 'ecg'], ['weighed']),
      node('GlobalMaxPool', ['weighed'], ['most']),
      node('ReduceMean', ['most'], ['mean'], { axes: [1], keepdims: 0 }),
      node('Concat', ['mean', 'record'], ['joined'], { axis: 1 }),
      node('MatMul', ['joined', 'weights'], ['y']),
    ],
  })
}

interface Recorded {
  readonly head: string
  readonly hz?: number
}

function csv({ head, hz = 10 }: Recorded, place: number): string {
  const leads = head.split(',')
  const rows = Array.from({ length: samples }, (_, at) =>
    [at / hz, ...leads.map((__, lead) => Math.sin(at * (lead + 1) + place).toFixed(3))].join(','),
  )
  return [`time_s,${head}`, ...rows, ''].join('\n')
}

function writeStudy(recordings: readonly Recorded[], fields: Record<string, unknown> = {}): string {
  const folder = folders({})
  for (const [place, one] of recordings.entries())
    writeFileSync(join(folder, `c${place}.csv`), csv(one, place))
  return writeToyStudy({
    folder,
    model: buildSumModel(),
    modalities: [
      {
        ...{ name: 'ecg', kind: 'signal', input: 'ecg', source: { column: 'ecg' } },
        ...{ parts: { window: 5, leads: 'each' }, replacement: 'line', ...fields },
      },
      { name: 'record', kind: 'tabular', input: 'record', attributes: [{ name: 'age' }] },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    rows: recordings.map((_, place) => ({ id: `c${place}`, ecg: `c${place}.csv`, age: (place + 1) / 7 })),
    run: { path: 'plain', device: 'cpu' },
  })
}

async function check(path: string) {
  const services = createServices({
    ...{ home: folders({}), roots: [], clock: () => new Date(0), launchRun: createLaunchInProcess() },
  })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  return services.studies.check({ studyId, overrides: {} })
}

const same = { head: 'I (mV),II (mV)' }
const differing: [string, Recorded, Record<string, unknown>, string[]][] = [
  ['nothing', same, {}, []],
  [
    'the order of leads',
    { head: 'II (mV),I (mV)' },
    {},
    [
      'ecg: of the 3 recordings that were read 1 differs from the first (case c0) in the order of the leads: case c2 has II (mV), I (mV), the first I (mV), II (mV). The model takes them as they are; give source.leads, by which they are put in one order.',
    ],
  ],
  [
    'an order that the study puts right',
    { head: 'II (mV),I (mV)' },
    { source: { column: 'ecg', leads: ['I (mV)', 'II (mV)'] } },
    [],
  ],
  ['names', { head: 'I (mV),V1 (mV)' }, {}, ['in the names of the leads: case c2 has I (mV), V1 (mV)']],
  ['number', { head: 'I (mV)' }, {}, ['in the number of leads: case c2 has 1, the first 2']],
  ['rate', { ...same, hz: 20 }, {}, ['in samples per second: case c2 has 20, the first 10']],
  ['a rate that a step makes one', { ...same, hz: 20 }, { steps: [{ step: 'resample', hz: 10 }] }, []],
]

describe('recordings that differ', () => {
  it.each(differing)('in %s', async (_, third, fields, wanted) => {
    const path = writeStudy([same, same, third], fields)
    const { plan } = await check(path)
    const { result } = await runStudyFile(path, folders({}))
    for (const notices of [plan?.notices ?? [], result.notices]) {
      const said = notices
        .filter(({ code }) => code === 'signal/cases-differ')
        .map((notice) => describeError(notice).sentence)
      expect(said).toHaveLength(wanted.length)
      for (const [place, sentence] of said.entries()) expect(sentence).toContain(wanted[place])
    }
  })

  it('are found by a check behind the cases that it reads otherwise, where some cannot be read', async () => {
    const all = [...Array<Recorded>(7).fill(same), { head: 'II (mV),I (mV)' }, same]
    const path = writeStudy(all)
    rmSync(join(dirname(path), 'c5.csv'))
    const { plan } = await check(path)
    const said = (plan?.notices ?? []).map((notice) => describeError(notice).sentence)
    expect(said.filter((sentence) => sentence.includes('order of the leads'))).toEqual([
      expect.stringContaining('of the 8 recordings that were read 1 differs from the first (case c0)'),
    ])
  })

  it('are told once where channel groups part them', async () => {
    const path = writeStudy([same, { head: 'II (mV),I (mV)' }], {
      ...{ channelGroups: { one: [0], other: [1] }, parts: { window: 5 } },
    })
    const { result } = await runStudyFile(path, folders({}))
    expect(result.notices.filter(({ code }) => code === 'signal/cases-differ')).toHaveLength(1)
  })
})

it.each<[string, unknown, string | null]>([
  [
    'all leads',
    { window: 50 },
    'ecg: parts of 50 are larger than the recording with 20 in the first case, so all of it is one part.',
  ],
  [
    'one lead',
    { window: 50, leads: 'each' },
    'ecg: parts of 50 are larger than the recording with 20 in the first case, so every lead is one part.',
  ],
  ['just as long', { window: 20 }, null],
  ['the whole', 'whole', null],
])('a window that is longer than the recording is told of (%s)', async (_, parts, sentence) => {
  const { plan } = await check(writeStudy([same], { parts }))
  const said = (plan?.notices ?? []).filter(({ code }) => code === 'masker/large-parts')
  expect(said.map((notice) => describeError(notice).sentence)).toEqual(sentence === null ? [] : [sentence])
})

describe('a finished run of recordings', () => {
  it('keeps leads and rate, and names windows by them', async () => {
    const { runFolder, result } = await runStudyFile(writeStudy([same, same]), folders({}))
    const folder = runFolderAt(runFolder)
    const { file } = await exportRun(folder, { format: 'csv', table: 'parts' })
    const [head, ...rows] = (await file.text()).split('\n').map((line) => line.trim())
    expect(head).toMatch(/,lead,start,length,unit$/)
    expect(rows[0]).toMatch(/^c0,ecg,0,"I \(mV\), 0 to 0.5 s",y,.*,I \(mV\),0,0.5,s$/)
    expect(rows[5]).toMatch(/^c0,ecg,5,"II \(mV\), 0.5 to 1 s",y,.*,II \(mV\),0.5,0.5,s$/)
    expect(rows[8]).toMatch(/^c0,ecg,,whole,y,.*,,,,$/)
    expect(result.contribution.modalities[0]!.meanMap!.recording).toEqual({
      leads: [
        { name: 'I (mV)', unit: 'mV' },
        { name: 'II (mV)', unit: 'mV' },
      ],
      ...{ leadCount: 2, hz: 10 },
    })
  })

  it('says in a case which leads a group masks', async () => {
    const path = writeStudy([same], { channelGroups: { late: [1] }, parts: { window: 5 } })
    const services = createServices({
      ...{ home: folders({}), roots: [], clock: () => new Date(0), launchRun: createLaunchInProcess() },
    })
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const { run } = await services.runs.start({ studyId, overrides: {} })
    for await (const event of await services.runs.events({ run, from: 0 }))
      expect(event.event).not.toBe('failed')
    const one = await services.runs.case({ run, caseId: 'c0' })
    expect(one.modalities[0]).toMatchObject({ modality: 'ecg/late', recording: { hz: 10, masked: [1] } })
    expect(toCaseText(one, ['y'], [])).toMatch(/lead +start \(s\) +length \(s\) +y\n.*\n? *II \(mV\) /)
  })

  it('counts samples where nothing gives a rate', async () => {
    const path = writeStudy([same])
    const file = join(path, '..', 'c0.csv')
    writeFileSync(
      file,
      ['I,II', ...Array.from({ length: samples }, (_, at) => `${Math.sin(at)},${at % 3}`), ''].join('\n'),
    )
    const { runFolder } = await runStudyFile(path, folders({}))
    const exported = await exportRun(runFolderAt(runFolder), { format: 'csv', table: 'parts' })
    const [, first] = (await exported.file.text()).split('\n')
    expect(first!.trim()).toMatch(/^c0,ecg,0,"I, samples 0 to 4",y,.*,I,0,5,samples$/)
  })
})

it('is not drawn over a recording that has another length than in the run', async () => {
  const path = writeStudy([same])
  const { runFolder, result } = await runStudyFile(path, folders({}))
  const file = join(dirname(path), 'c0.csv')
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 10).join('\n'))
  const folder = runFolderAt(runFolder)
  const study = await toReportStudy(prepareRunStudy(folder))
  const contribution = await loadCaseContribution(folder, 'c0')
  const { pictures, missing } = await readPictures(createPreviewReader(), 'r', study, result, contribution)
  expect([pictures, missing.map(({ error }) => describeError(error).sentence)]).toEqual([
    [],
    [
      'Case c0: what ecg is read from was changed since the run; it makes 2 x 9 values now, and 2 x 20 in the run.',
    ],
  ])
})
