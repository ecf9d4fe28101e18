import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { RunResult } from '@shared/run'
import { afterAll, describe, expect, it } from 'vitest'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'

/** Independently computed outputs: PyTorch, one plain float32 pass per mask (see the README of the shared studies). */
const studies = resolve(import.meta.dirname, '../../../../shared/studies')
const isThere = existsSync(studies)
const tolerance = 1e-4

type Outputs = Readonly<Record<string, readonly (readonly number[])[]>>
interface ExpectedCase {
  readonly case: string
  readonly originalOutput: readonly number[]
  readonly occludedOutput: Outputs
  readonly wholeOutput?: Readonly<Record<string, readonly number[]>>
}
interface Expected {
  readonly cases: readonly ExpectedCase[]
  readonly contribution: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>
}

interface ExpectedFile extends Expected {
  readonly models: Readonly<Record<string, Expected & { readonly settings: readonly Expected[] }>>
}

const load = (name: string): ExpectedFile =>
  JSON.parse(readFileSync(join(studies, name, 'expected.json'), 'utf8')) as ExpectedFile
const skin = (model: string, setting: number): Expected => load('skin').models[model]!.settings[setting]!
const lung = (model: string): Expected => load('lung').models[model]!

const home = mkdtempSync(join(tmpdir(), 'modalens-real-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

describe.skipIf(!isThere)(
  'real studies agree with an independent calculation (skipped where ../shared is absent)',
  () => {
    const rows: [string, () => Expected][] = [
      ['skin-resnetmlp-1', () => skin('ResNetMLP', 0)],
      ['skin-resnetmlp-2', () => skin('ResNetMLP', 1)],
      ['skin-vitmlp-1', () => skin('ViTMLP', 0)],
      ['skin-vitmlp-2', () => skin('ViTMLP', 1)],
      ['chest-resnettextmlp', () => load('chest')],
      ['chest-resnettextmlp-batch1', () => load('chest')],
      ['lung-resnet3dmlp', () => lung('ResNet3dMLP')],
      ['lung-vit3dmlp', () => lung('ViT3dMLP')],
    ]
    it.each(rows)('%s', async (name, expectedOf) => {
      const expected = expectedOf()
      const path = resolve(import.meta.dirname, `../../studies/${name}.study.yaml`)
      const { result, runFolder } = await runStudyFile(path, join(home, name))
      const stored = await loadStoredCases(runFolderAt(runFolder))
      expect(stored).toHaveLength(expected.cases.length)
      expect(largestOutputDifference(stored, expected)).toBeLessThan(tolerance)
      expect(largestContributionDifference(result, expected)).toBeLessThan(tolerance)
    })
  },
)

function largestOutputDifference(
  stored: Awaited<ReturnType<typeof loadStoredCases>>,
  { cases }: Expected,
): number {
  const differences = stored.flatMap((one) => {
    if (!('outputs' in one)) throw new Error(`case ${one.caseId} was skipped: ${one.error.code}`)
    const wanted = cases.find((other) => other.case === one.caseId)
    if (wanted === undefined) throw new Error(`case ${one.caseId} was not expected`)
    const { originalOutput, modalities } = one.outputs
    return [
      rowDifference(originalOutput, wanted.originalOutput),
      ...modalities.flatMap(({ modality, occludedOutput, wholeOutput }) => {
        const rows = wanted.occludedOutput[modality] ?? []
        expect(occludedOutput).toHaveLength(rows.length)
        const whole = wanted.wholeOutput?.[modality]
        return [
          ...occludedOutput.map((row, part) => rowDifference(row, rows[part] ?? [])),
          ...(whole === undefined ? [] : [rowDifference(wholeOutput, whole)]),
        ]
      }),
    ]
  })
  return Math.max(...differences)
}

function rowDifference(row: readonly number[], wanted: readonly number[]): number {
  expect(row).toHaveLength(wanted.length)
  return Math.max(...row.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN))))
}

function largestContributionDifference({ contribution }: RunResult, expected: Expected): number {
  const differences = contribution.modalities.flatMap((one) =>
    Object.entries(expected.contribution).flatMap(([aggregation, byModality]) => {
      const wanted = byModality[one.modality]
      if (Array.isArray(wanted))
        return wanted.map((value, index) => Math.abs(value - (one.perClass[index] ?? Number.NaN)))
      if (aggregation === 'partCount') return [Math.abs(Number(wanted) - one.meanPartCount)]
      const found = Object.entries(one.byAggregation).find(([name]) => name === aggregation)?.[1]
      return typeof wanted === 'number' ? [Math.abs(wanted - (found ?? Number.NaN))] : []
    }),
  )
  expect(differences.length).toBeGreaterThan(0)
  return Math.max(...differences)
}
