import { describe, expect, it } from 'vitest'
import type { PartLayout } from '@shared/part'
import { toLabelTable } from '@shared/label-rows'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import { toLabelsTable } from '../../../src/main/store/export-tables'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'
import { buildRunResult } from '../../fixtures/builders/run-result'

/** Labels over a picture of 10 elements. */
const layoutOf = (labels: readonly (readonly [name: string, value: number | null, voxels: number])[]) =>
  ({
    ...{ kind: 'labels', dims: [10] },
    labels: labels.map(([name, value, voxels]) => ({ name, value, voxels })),
    runs: labels.flatMap(([, , voxels], part) => [part, voxels]),
  }) satisfies PartLayout

const record = (amount: number) => modality('record', [[1 - amount]])

/** Amounts: tumour 3 of two cases, liver 1 of one, the rest 1 of three, the record 1 of every case. */
const cases = [
  buildCaseOutputs(
    'a',
    [1],
    [
      modality('ct', [[0], [-1], [1]], {
        layout: layoutOf([
          ['liver', 1, 4],
          ['tumour', 2, 1],
          ['rest', null, 5],
        ]),
      }),
      record(1),
    ],
  ),
  buildCaseOutputs(
    'b',
    [1],
    [
      modality('ct', [[0], [0]], {
        layout: layoutOf([
          ['tumour', 7, 3],
          ['rest', null, 7],
        ]),
      }),
      record(1),
    ],
  ),
  buildCaseOutputs('c', [1], [modality('ct', [[1]], { layout: layoutOf([['rest', null, 10]]) }), record(1)]),
]

describe('labels over cases that have different ones', () => {
  it('share m by name, with means over the cases that have the label', () => {
    const { modalities } = toDatasetContribution(cases, buildContributionOptions(['y']))
    const [ct, other] = modalities
    expect(ct?.contribution).toBe(5 / 8)
    expect(ct?.labels).toEqual([
      expect.objectContaining({
        ...{
          name: 'liver',
          contribution: 1 / 8,
          caseCount: 1,
          sizeShare: 0.4,
          perClass: [1],
          signedPerClass: [1],
        },
      }),
      expect.objectContaining({
        ...{ name: 'tumour', contribution: 3 / 8, caseCount: 2, sizeShare: 0.2 },
        ...{ perClass: [1.5], signedPerClass: [1.5] },
      }),
      expect.objectContaining({ name: 'rest', contribution: 1 / 8, caseCount: 3, perClass: [1 / 3] }),
    ])
    expect(other).not.toHaveProperty('labels')
  })

  it('have an interval over patients, one who lacks the label counts with 0', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...cases[index % 2]!,
      caseId: `c${index}`,
      originalOutput: [1 + (index % 5) / 10],
    }))
    const { modalities } = toDatasetContribution(many, buildContributionOptions(['y']))
    for (const { contribution, interval, intervalNote } of modalities[0]!.labels!) {
      expect(intervalNote).toBeNull()
      expect(interval![0]).toBeLessThan(contribution)
      expect(interval![1]).toBeGreaterThan(contribution)
    }
  })

  it('are a table for people and one for programs', () => {
    const contribution = toDatasetContribution(cases, buildContributionOptions(['y']))
    const { head, rows } = toLabelTable(contribution.modalities[0]!.labels!, ['y'])
    expect(head).toEqual(['label', 'm', '95 % interval', 'cases', 'size', 'mean change', 'for y'])
    expect(rows[0]).toEqual(['tumour', '0.375', 'none', '2', '20 %', '1.50', '1.50'])
    const [columns, first] = toLabelsTable(buildRunResult(contribution))
    expect(columns?.slice(0, 3)).toEqual(['modality', 'label', 'contribution'])
    expect(first).toEqual(['ct', 'liver', 1 / 8, null, null, 'too-few-patients', 1, 1, 0.4, 1, 1])
  })
})
