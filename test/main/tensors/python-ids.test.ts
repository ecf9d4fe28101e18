import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { buildTextModality } from '../../fixtures/builders/modality'

const cases = resolve('../shared/cases')
const folders = existsSync(cases) ? readdirSync(cases).filter((name) => name.startsWith('k03-')) : []

type Rows = Readonly<Record<string, number[]>>
interface Check {
  readonly expect?: { readonly ids?: Rows; readonly mask?: Rows }
  readonly anyOf?: readonly Check[]
  readonly anyCheck?: readonly Check[]
}

function findIds(checks: readonly Check[]): NonNullable<Check['expect']> | undefined {
  const all = checks.flatMap((check) => [check, ...(check.anyOf ?? []), ...(check.anyCheck ?? [])])
  return all.find((check) => check.expect?.ids !== undefined)?.expect
}

describe.skipIf(folders.length === 0)('ids of the Python library (skipped where ../shared is absent)', () => {
  it.each(folders)('%s', async (folder) => {
    const file = (name: string): string => readFileSync(join(cases, folder, name), 'utf8')
    const expected = findIds((JSON.parse(file('expected.json')) as { checks: Check[] }).checks)
    const study = parseYaml(file('study.yaml')) as { modalities: { length: number }[] }
    const { length } = study.modalities[0]!
    const rows = parse<Record<string, string>>(file('cases.csv'), { columns: true })
    const tokenizer = await loadTokenizer(join(cases, folder, 'tokenizer.json'))
    const inputDims = new Map(['ids', 'mask'].map((input) => [input, ['batch', length]]))
    // GPT-2 has no padding token; its end of text has the number 0.
    const fields = { attentionMask: 'mask', ...(tokenizer.special.pad === null ? { padId: 0 } : {}) }
    const make = createTensorMaker(buildTextModality(fields), { inputDims, statistics: new Map(), tokenizer })
    expect(Object.keys(expected?.ids ?? {}).length).toBeGreaterThan(0)
    for (const [caseId, ids] of Object.entries(expected?.ids ?? {})) {
      const text = rows.find((row) => row['case'] === caseId)?.['text'] ?? ''
      const { tensors } = await make({ kind: 'text', text }, caseId)
      expect([...tensors.get('ids')!.values].map(Number)).toEqual(ids)
      const mask = expected?.mask?.[caseId]
      if (mask !== undefined) expect([...tensors.get('mask')!.values].map(Number)).toEqual(mask)
    }
  })
})
