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
    expect(head?.slice(8, 11)).toEqual(['left mm', 'posterior mm', 'superior mm'])
    expect(first?.slice(8, 11)).toEqual([10.25, 20.5, 31.5])
    expect(second?.slice(8, 11)).toEqual([11.25, 20.5, 31.5])
    expect(whole?.slice(8, 11)).toEqual([null, null, null])
  })

  it('leaves the place empty where the file gave none', () => {
    const [, first] = partsOf({})
    expect(first?.slice(0, 5)).toEqual(['a', 'ct', 0, '0 0 0', 'tumour'])
    expect(first?.slice(8, 11)).toEqual([null, null, null])
  })
})

describe('the windows of a recording', () => {
  const grid = { kind: 'grid' as const, dims: [2, 8], size: [1, 5], stride: [1, 5] }
  const facts = { leads: [], leadCount: 2, hz: 250 }
  const windowsOf = (place: Partial<ModalityOutputs>) => {
    const rows = [[0.5], [0.6], [0.7], [0.8]]
    const ecg = buildModalityOutputs('ecg', rows, { layout: grid, ...place })
    const stored = { caseId: 'a', outputs: buildCaseOutputs('a', [0.9], [ecg]) }
    return toPartRows(stored, ['y']).map((row) => [row[3], ...row.slice(11)])
  }

  it('have leads, times and a unit; a lead without a name is counted', () => {
    const leads = [
      { name: 'I', unit: 'mV' },
      { name: '', unit: '' },
    ]
    expect(windowsOf({ recording: { ...facts, leads } })).toEqual([
      ['I, 0 to 0.02 s', 'I', 0, 0.02, 's'],
      ['I, 0.02 to 0.032 s', 'I', 0.02, 0.012, 's'],
      ['lead 2, 0 to 0.02 s', 'lead 2', 0, 0.02, 's'],
      ['lead 2, 0.02 to 0.032 s', 'lead 2', 0.02, 0.012, 's'],
      ['whole', null, null, null, null],
    ])
  })

  it('of a group have the names of its leads, those of all leads none', () => {
    const along = { kind: 'grid' as const, dims: [8], size: [2], stride: [2] }
    const grouped = { ...facts, leadCount: 3, hz: null, masked: [0, 2] }
    expect(windowsOf({ layout: along, recording: grouped })[1]).toEqual([
      ...['lead 1, lead 3, samples 2 to 3', 'lead 1, lead 3', 2, 2, 'samples'],
    ])
    expect(windowsOf({ layout: along, recording: facts })[1]).toEqual([
      ...['0.008 to 0.016 s', null, 0.008, 0.008, 's'],
    ])
  })

  it('of a run of an earlier version keep their places', () => {
    expect(windowsOf({})[3]).toEqual(['1 5', null, null, null, null])
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
