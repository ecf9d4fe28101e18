import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toVerdict } from '@shared/words/verdict'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoCases } from '../../../src/main/demo/nodule/nodule-case'
import { drawVolume } from '../../../src/main/demo/nodule/draw-volume'
import { ensureDemo, type Demo } from '../../../src/main/demo/ensure-demo'
import { createEcgCases, ecgHz, ecgLeads } from '../../../src/main/demo/ecg/ecg-case'
import { fitRidge } from '../../../src/main/demo/nodule/ridge'
import { loadCaseContribution } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { gridParts } from '@shared/part'
import { readVolume } from '../../../src/main/readers/read-volume'
import { runStudyFile, type FinishedRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

function hashFolder(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true }).map(String).toSorted()) {
    const path = join(folder, name)
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path))
  }
  return hash.digest('hex')
}

describe('the demo', () => {
  let demos: readonly Demo[]
  let home: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-demo-'))
    demos = await ensureDemo(join(home, 'demo'))
  })
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  it('is the same every time it is generated, and is not generated again when it is there', async () => {
    const other = join(folders({}), 'demo')
    await ensureDemo(other)
    expect(hashFolder(other)).toBe(hashFolder(join(home, 'demo')))
    const { mtimeMs } = statSync(join(other, 'cases.csv'))
    await ensureDemo(other)
    expect(statSync(join(other, 'cases.csv')).mtimeMs).toBe(mtimeMs)
  })

  it('is generated once when it is asked for twice at the same time', async () => {
    const base = folders({})
    const other = join(base, 'demo')
    const [first, second] = await Promise.all([ensureDemo(other), ensureDemo(other)])
    expect(first).toEqual(second)
    expect(hashFolder(other)).toBe(hashFolder(join(home, 'demo')))
    expect(readdirSync(base)).toEqual(['demo'])
  })

  it('replaces what an older version left, or a half demo', async () => {
    const base = folders({ 'demo/version': '0', 'demo/cases.csv': 'old', 'demo/left-over': '' })
    await ensureDemo(join(base, 'demo'))
    expect(hashFolder(join(base, 'demo'))).toBe(hashFolder(join(home, 'demo')))
  })

  it('keeps all cases of a patient in one split', () => {
    const cases = createDemoCases()
    const patients = new Set(cases.map(({ patient }) => patient))
    const patientsBySplit = new Set(cases.map(({ patient, split }) => `${patient} ${split}`))
    expect(patientsBySplit.size).toBe(patients.size)
  })

  it('has at least 160 patients, so that a dead branch is a collapse, two cases of some, and missing values', () => {
    const cases = createDemoCases()
    expect(new Set(cases.map(({ patient }) => patient)).size).toBeGreaterThanOrEqual(160)
    expect(new Set(cases.map(({ patient }) => patient)).size).toBeLessThan(cases.length)
    expect(cases.filter(({ marker }) => marker === null).length).toBeGreaterThan(5)
    for (const output of [0, 1, 2] as const) {
      const on = cases.filter(({ labels }) => labels[output] === 1).length
      expect(on).toBeGreaterThan(10)
      expect(on).toBeLessThan(cases.length - 10)
    }
  })

  it('is read as a CT volume in HU, sorted by position', async () => {
    const volume = await readVolume(join(home, 'demo', 'ct', 'demo-001'), null)
    expect(volume).toMatchObject({ kind: 'volume', dims: [16, 48, 48], unit: 'HU', spacingMm: [12, 6, 6] })
    if (volume.kind !== 'volume') throw new Error('expected a volume')
    expect([...volume.values]).toEqual([...drawVolume(createDemoCases()[0]!)])
  })

  const run = (name: string): Promise<FinishedRun> =>
    runStudyFile(demos.find(({ demo }) => demo === name)!.studyPath, folders({}))
  const shares = ({ result }: FinishedRun): Record<string, number> =>
    Object.fromEntries(
      result.contribution.modalities.map(({ modality, contribution }) => [modality, contribution]),
    )

  it('finds the planted collapse of the report, and only that', async () => {
    const finished = await run('ignores-report')
    expect(shares(finished)['report']).toBe(0)
    expect(finished.result.contribution.collapse.map(({ modality }) => modality)).toEqual(['report'])
    expect(finished.result.contribution.verdicts).toMatchObject([
      {
        modality: 'report',
        verdict: 'collapse',
        basis: 'no-response',
        patientCount: 162,
        leastPatients: 149,
      },
    ])
  })

  it('does not decide over 24 patients, and says why', async () => {
    const { result } = await run('undecided')
    const { contribution } = result
    expect(contribution.collapse).toEqual([])
    expect(contribution.patientCount).toBe(24)
    expect(contribution.verdicts.map(({ modality, verdict }) => [modality, verdict])).toEqual([
      ['report', 'no-response-seen'],
      ['record', 'not-decided'],
    ])
    const said = toVerdict(contribution, 0).sentences.join(' ')
    expect(said).toContain('No response seen: report did not respond in any of 24 patients; at most 12 %')
    expect(said).toContain('Not decided whether record adds anything beside the others.')
  })

  it('finds all three modalities in the balanced model, and no collapse', async () => {
    const finished = await run('balanced')
    expect(Math.min(...Object.values(shares(finished)))).toBeGreaterThan(0.2)
    expect(finished.result.contribution.collapse).toEqual([])
    const words =
      finished.result.contribution.modalities.find(({ modality }) => modality === 'report')?.words ?? []
    const strongest = words.slice(0, 6).map(({ word }) => word)
    expect(strongest.toSorted()).toEqual([
      'breathless',
      'comfortable',
      'growing',
      'smooth',
      'spiculated',
      'stable',
    ])
  })

  it('finds the premature beat by window and lead', async () => {
    const { result, runFolder } = await run('ecg')
    const [ecg, record] = result.contribution.modalities
    expect(ecg?.contribution).toBeGreaterThan(0.7)
    expect(record?.contribution).toBeGreaterThan(0.01)
    const planted = createEcgCases(60).find(({ premature }) => premature === 1)!
    const { modalities } = await loadCaseContribution(runFolderAt(runFolder), planted.caseId)
    const { layout, signed } = modalities[0]!
    if (layout.kind !== 'grid') throw new Error(layout.kind)
    const effects = signed.map(([value]) => Math.abs(value ?? 0))
    const strongest = gridParts(layout)[effects.indexOf(Math.max(...effects))]!
    const [lead, start] = strongest.offset
    expect(['V1', 'V2']).toContain(ecgLeads[lead!])
    expect(Math.abs(start! / ecgHz + 0.1 - planted.planted)).toBeLessThan(0.25)
    const ofLimbs = gridParts(layout).flatMap(({ offset }, part) => (offset[0]! < 2 ? [effects[part]!] : []))
    expect(Math.max(...ofLimbs)).toBe(0)
  })

  it('finds that the image dominates', async () => {
    const finished = await run('image-dominated')
    expect(shares(finished)['ct']).toBeGreaterThan(0.8)
    expect(finished.result.contribution.collapse).toEqual([])
  })
})

it('fits a ridge regression that reproduces a linear law', () => {
  const rows = [
    [1, 0],
    [0, 1],
    [2, 1],
    [3, 5],
    [-1, 2],
  ]
  const weights = fitRidge(
    rows,
    rows.map(([a, b]) => 2 * a! - 3 * b! + 1),
    1e-9,
  )
  expect(weights.map((weight) => Number(weight.toFixed(5)))).toEqual([2, -3, 1])
})
