import type { ModelCard } from '@shared/model'
import type { Study } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { draftStudy } from '../../../src/main/draft/draft-study'
import { parseTable } from '../../../src/main/dataset/table/parse-table'
import { modelCard } from '../../fixtures/builders/model-card'

async function draft(card: ModelCard, cells: string): Promise<{ text: string; study: Study }> {
  const text = await draftStudy({
    card,
    modelPath: '/home/m.onnx',
    table: parseTable(cells, 'cases.csv'),
    tablePath: '/home/cases.csv',
    folder: '/home',
  })
  return { text, study: checkStudyText(text, 'draft').study! }
}

function attributesOf({ modalities }: Study, input: string): string[] {
  const modality = modalities.find((one) => one.input === input)
  return modality?.kind === 'tabular' ? modality.attributes.map(({ name }) => name) : []
}

describe('a draft', () => {
  it('takes survival times and events for no attributes', async () => {
    const cells = 'case,age,os_months,death,time_of_day\na,30,12.5,1,9\nb,50,3,0,10\nc,40,7,1,11\n'
    const { study, text } = await draft(
      modelCard([['record', 'float32', ['N', 1]]], { dims: ['N', 1] }),
      cells,
    )
    expect(text).toContain(
      '# Taken for survival times and events, which are no attributes: os_months, time_of_day, death.',
    )
    expect(study.outputs.kind).toBe('survival')
    expect(attributesOf(study, 'record')).toEqual(['age'])
    const without = await draft(
      modelCard([['record', 'float32', ['N', 3]]], { dims: ['N', 2] }),
      cells.replaceAll('death', 'smoker'),
    )
    expect(attributesOf(without.study, 'record')).toEqual(['age', 'os_months', 'time_of_day'])
  })

  it('takes no other column for the label of a table of survival, but one that is named so', async () => {
    const cells = (name: string) =>
      `case,age,os_months,death,${name}\na,30,12.5,1,yes\nb,50,3,0,no\nc,40,7,1,no\n`
    const one = async (name: string) =>
      (await draft(modelCard([['age', 'float32', ['N', 1]]], { dims: ['N', 1] }), cells(name))).study
    expect((await one('smoker')).dataset.label).toBeUndefined()
    expect((await one('smoker')).outputs.kind).toBe('survival')
    expect((await one('diagnosis')).dataset.label).toEqual(['diagnosis'])
    expect((await one('diagnosis')).outputs.kind).toBe('multi-label')
  })
})
