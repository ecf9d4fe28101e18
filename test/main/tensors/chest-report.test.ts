import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { layOutText } from '../../../src/main/kinds/text/text-layout'
import { buildTextModality } from '../../fixtures/builders/modality'

const study = resolve('../shared/studies/chest')
const table = resolve('../shared/data/mhh-covid-cxr/cases.csv')
const isPresent = existsSync(study) && existsSync(table)

interface Expected {
  readonly cases: readonly {
    readonly case: string
    readonly tokens: string[]
    readonly inputIds: number[]
    readonly wordParts: number[][]
  }[]
}

describe.skipIf(!isPresent)('the reports of the chest study (skipped where ../shared is absent)', () => {
  it('give the ids and words of the independent tokenizer in all cases', async () => {
    const { cases } = JSON.parse(readFileSync(resolve(study, 'expected.json'), 'utf8')) as Expected
    const rows = parse<Record<string, string>>(readFileSync(table), { columns: true })
    const tokenizer = await loadTokenizer(resolve(study, 'tokenizer.json'))
    const inputDims = new Map([['ids', ['batch', 96]]])
    const make = createTensorMaker(buildTextModality(), { inputDims, statistics: new Map(), tokenizer })
    expect(cases).toHaveLength(12)
    for (const expected of cases) {
      const row = rows.find((one) => one.image_id === expected.case)
      const { tensors, text } = await make({ kind: 'text', text: row?.report ?? '' }, expected.case)
      expect([...tensors.get('ids')!.values].map(Number)).toEqual(expected.inputIds)
      expect(text?.tokens.map((token) => token.text)).toEqual(expected.tokens)
      const layout = layOutText(text!, 'word')
      const parts = layout.kind === 'text' ? layout.segments.map((segment) => segment.tokens) : []
      expect(parts).toEqual(expected.wordParts)
    }
  })
})
