import { describe, expect, it } from 'vitest'
import type { ModalityOutputs } from '@shared/outputs'
import { buildCaseOutputs, buildModalityOutputs } from '../../fixtures/builders/case-outputs'
import { partsHead, toCasesTable, toPartRows } from '../../../src/main/store/export-tables'
import { buildContribution } from '../../fixtures/builders/dataset-contribution'
import { buildManifest, buildRunResult } from '../../fixtures/builders/run-result'

const layout = { kind: 'grid' as const, dims: [2, 2, 4], size: [2, 2, 2], stride: [2, 2, 2] }

function partsOf(place: Partial<ModalityOutputs>) {
  const ct = buildModalityOutputs('ct', [[0.5], [0.8]], { layout, ...place })
  const stored = { caseId: 'a', outputs: buildCaseOutputs('a', [0.9], [ct]) }
  return [partsHead, ...toPartRows(stored, ['tumour'])]
}

describe('the table of parts', () => {
  it('says where the centre of a block lies in the patient', () => {
    // 3 mm between slices, 0.5 mm between columns; the first voxel at (10, 20, 30).
    const [head, first, second, whole] = partsOf({
      affineLps: [0.5, 0, 0, 10, 0, 1, 0, 20, 0, 0, 3, 30, 0, 0, 0, 1],
    })
    expect(head?.slice(-3)).toEqual(['left mm', 'posterior mm', 'superior mm'])
    expect(first?.slice(-3)).toEqual([10.25, 20.5, 31.5])
    expect(second?.slice(-3)).toEqual([11.25, 20.5, 31.5])
    expect(whole?.slice(-3)).toEqual([null, null, null])
  })

  it('leaves the place empty where the file gave none', () => {
    const [, first] = partsOf({})
    expect(first?.slice(0, 5)).toEqual(['a', 'ct', 0, '0 0 0', 'tumour'])
    expect(first?.slice(-3)).toEqual([null, null, null])
  })
})

it('puts the labels beside the outputs of a case', () => {
  const one = { caseId: 'a', silent: true, labels: ['malignant'], originalOutput: [0.5], contribution: null }
  const old = { ...one, caseId: 'b', labels: [] }
  const result = buildRunResult(buildContribution([], { outputNames: ['y'] }), {
    manifest: buildManifest({ labels: ['diagnosis'] }),
    cases: [one, old],
  })
  expect(toCasesTable(result)).toEqual([
    ['case', 'silent', 'label diagnosis', 'output y'],
    ['a', 'yes', 'malignant', 0.5],
    ['b', 'yes', null, 0.5],
  ])
})
