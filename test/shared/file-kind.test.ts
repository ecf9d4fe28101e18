import { expect, it } from 'vitest'
import { fileKind } from '@shared/file-kind'

it('takes for a table what a study can name as one: a tokenizer or plans in JSON are none', () => {
  expect(['a.csv', 'A.TSV', 'b.xlsx', 'c.txt'].map(fileKind)).toEqual(Array(4).fill('table'))
  expect(['tokenizer.json', 'plans.json', 'scan.dcm', 'csv'].map(fileKind)).toEqual(Array(4).fill('other'))
  expect([fileKind('Model.ONNX'), fileKind('a.study.yaml'), fileKind('b.yml')]).toEqual([
    'model',
    'study',
    'study',
  ])
})
