import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toVerdict } from '@shared/words/verdict'
import { describe, expect, it } from 'vitest'
import { toResultText } from '../../../src/main/hosts/cli/result-text'
import { buildModel, node, tensorInfo } from '../../../src/main/graph/build-model'
import { loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const numbers = (name: string) => tensorInfo(name, 'float32', ['N', 1])
const modality = (name: string) => ({ name, kind: 'tabular', input: name, attributes: [{ name }] })

/** y = x1 + x2 squared; x3 is read by a node that leads nowhere. */
const model = buildModel({
  name: 'one input leads nowhere',
  inputs: ['x1', 'x2', 'x3'].map(numbers),
  outputs: [numbers('y')],
  initializers: [],
  nodes: [
    node('Mul', ['x2', 'x2'], ['square']),
    node('Add', ['x1', 'square'], ['y']),
    node('Relu', ['x3'], ['nowhere']),
  ],
})

async function runOver(rows: readonly (readonly [number, number, number])[]) {
  const folder = folders({})
  const path = writeToyStudy({
    folder,
    model,
    modalities: ['x1', 'x2', 'x3'].map(modality),
    outputs: { kind: 'regression', names: ['y'] },
    rows: rows.map(([x1, x2, x3], k) => ({ id: `c${k}`, x1, x2, x3 })),
  })
  return runStudyFile(path, folder)
}

describe('a run that says how sure it is', () => {
  it('calls a modality that the graph does not lead to the output a collapse by structure, whatever the patients', async () => {
    const { result } = await runOver([
      [1, 2, 3],
      [2, 1, 5],
    ])
    expect(result.manifest.modalities.map(({ connected }) => connected)).toEqual([true, true, false])
    expect(result.contribution.collapse).toMatchObject([{ modality: 'x3', verdict: 'not-connected' }])
    expect(toResultText(result)).toContain('Unimodal collapse by structure: x3 is not connected.')
  })

  it('has no interval of few or identical patients, and says why', async () => {
    const few = await runOver([
      [1, 2, 3],
      [2, 1, 5],
    ])
    expect(few.result.contribution.modalities[0]!.interval).toBeNull()
    expect(few.result.contribution.modalities[0]!.intervalNote).toBe('too-few-patients')
    expect(toResultText(few.result)).toContain('x1, x2, x3: too few patients; no interval below 5.')
    const alike = await runOver(Array.from({ length: 6 }, () => [1, 2, 3]))
    expect(alike.result.notices).toContainEqual({
      code: 'run/no-interval',
      details: { modalities: ['x1', 'x2'], patients: 6, why: 'patients do not differ' },
    })
  })

  it('calls an interval approximate in result, notices and words', async () => {
    const { result } = await runOver(Array.from({ length: 9 }, (_, k) => [1 + k, 2 + (k % 3), 3]))
    const [first] = result.contribution.modalities
    expect(first!.intervalNote).toBe('approximate')
    expect(result.notices.map(({ code }) => code)).toContain('run/few-patients')
    const text = toResultText(result)
    expect(text).toMatch(/x1, x2: the interval is approximate: it rests on about \d patients\./)
    // Said once, beside the figures.
    expect(text).not.toContain('The intervals are approximate')
  })

  it('of an earlier version is still read, and says by which rule it judged', async () => {
    const { result, runFolder } = await runOver([
      [1, 2, 3],
      [2, 1, 5],
    ])
    const later = new Set([
      ...['verdicts', 'exploratory', 'intervalMethod', 'intervalNote', 'effectivePatients'],
      ...['intervals', 'perClassIntervals', 'classShareIntervals'],
    ])
    const asBefore = (whole: object): object =>
      Object.fromEntries(Object.entries(whole).filter(([key]) => !later.has(key)))
    const modalities = result.contribution.modalities.map((one) => ({
      ...asBefore(one),
      attributes: null,
      interval: [0.1, 0.9],
    }))
    const collapse = [{ modality: 'x3', upperLimit: 0.01 }]
    const contribution = { ...asBefore(result.contribution), modalities, collapse }
    const path = join(runFolder, 'result.json')
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    writeFileSync(path, JSON.stringify({ ...kept, contribution }))
    const read = await loadRunResult(runFolderAt(runFolder))
    expect(read.contribution.modalities[0]!.interval).toEqual([0.1, 0.9])
    expect(toVerdict(read.contribution, 0).alarms[0]).toContain('by the rule of an earlier version')
  })
})
