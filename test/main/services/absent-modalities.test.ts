import { describe, expect, it } from 'vitest'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'
import { buildLinearModel } from '../../fixtures/models/linear'

const folders = useTemporaryFolders()

/** y = 1, 2, 3, 4 times the pixels + 10 age + 100 weight. Case b has no image, case c no record. */
function writeStudy(folder: string, image: object, record: object): string {
  const weights = { image: [[1, 2, 3, 4]], record: [[10, 100]], bias: [0] }
  return writeToyStudy({
    folder,
    model: buildLinearModel({ imageDims: [1, 2, 2], ...weights }),
    modalities: [
      {
        ...{ name: 'image', kind: 'image', input: 'image', source: { column: 'image' } },
        ...{ parts: { patch: [1, 2] }, replacement: 'zero', ...image },
      },
      {
        ...{ name: 'record', kind: 'tabular', input: 'record', replacement: 'zero' },
        ...{ attributes: [{ name: 'age' }, { name: 'weight' }], ...record },
      },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [
      { id: 'b', image: ' ', age: 3, weight: 2 },
      { id: 'a', image: 'a.npy', age: 1, weight: 1 },
      { id: 'c', image: 'a.npy', age: '', weight: ' ' },
    ],
    images: { 'a.npy': { dims: [2, 2], values: [1, 1, 1, 1] } },
  })
}

async function outputsOf(image: object, record: object, path: 'plain' | 'batched' | 'split' | 'incremental') {
  const home = folders({})
  const { runFolder, result } = await runStudyFile(writeStudy(home, image, record), home, { path })
  const stored = await loadStoredCases(runFolderAt(runFolder))
  const cases = stored.flatMap((one) => ('outputs' in one ? [one.outputs] : []))
  const figures = cases.map(({ caseId, originalOutput, modalities }) => [
    caseId,
    originalOutput[0],
    modalities.map(({ occludedOutput }) => occludedOutput.flat()),
  ])
  return { figures, result, cases }
}

describe('a modality that a case does not have', () => {
  it.each(['plain', 'batched', 'split', 'incremental'] as const)(
    'is zeros, contributes 0 there and is counted, on the %s path',
    async (path) => {
      const { figures, result, cases } = await outputsOf({ absent: 'zeros' }, { absent: 'zeros' }, path)
      expect(figures).toEqual([
        [
          'b',
          230,
          [
            [230, 230],
            [200, 30],
          ],
        ],
        [
          'a',
          120,
          [
            [117, 113],
            [110, 20],
          ],
        ],
        [
          'c',
          10,
          [
            [7, 3],
            [10, 10],
          ],
        ],
      ])
      expect(cases.map(({ modalities }) => modalities.map(({ absent }) => absent ?? false))).toEqual([
        [true, false],
        [false, false],
        [false, true],
      ])
      // By hand: 3 + 7 + 3 + 7 = 20 of the image, 30 + 200 + 10 + 100 = 340 of the record.
      expect(result.contribution.modalities).toMatchObject([
        { absentCases: 1, inertShare: 0, meanPartCount: 4 / 3 },
        { absentCases: 1, inertShare: 0, meanPartCount: 4 / 3 },
      ])
      expect(result.contribution.modalities[0]?.contribution).toBeCloseTo(20 / 360, 9)
      expect(result.notices.filter(({ code }) => code.startsWith('run/'))).toMatchObject([
        { code: 'run/absent-modality', details: { modality: 'image', count: 1, caseCount: 3 } },
        { code: 'run/absent-modality', details: { modality: 'record', count: 1, caseCount: 3 } },
      ])
    },
  )

  it('is the replacement value, of which the cohort does not know the absent cases', async () => {
    const { figures } = await outputsOf(
      { absent: 'replacement', replacement: { kind: 'constant', value: 2 } },
      {
        absent: 'replacement',
        replacement: 'cohort-mean',
        attributes: ['age', 'weight'].map((name) => ({ name, missing: { value: 0 } })),
      },
      'batched',
    )
    // 2 x (1 + 2 + 3 + 4) = 20 for the image of b; the means of age and weight are 2 and 1.5: 170 for the record of c.
    expect(figures).toEqual([
      [
        'b',
        250,
        [
          [250, 250],
          [240, 200],
        ],
      ],
      [
        'a',
        120,
        [
          [123, 127],
          [130, 170],
        ],
      ],
      [
        'c',
        180,
        [
          [183, 187],
          [180, 180],
        ],
      ],
    ])
  })

  it('is no donor', async () => {
    const { figures } = await outputsOf(
      { absent: 'zeros', replacement: { kind: 'donor', draws: 1 } },
      { absent: 'zeros', replacement: { kind: 'donor', draws: 1 } },
      'plain',
    )
    // Every image is the same, so its parts are inert; b and a give each other their record.
    expect(figures).toEqual([
      [
        'b',
        230,
        [
          [230, 230],
          [210, 130],
        ],
      ],
      [
        'a',
        120,
        [
          [120, 120],
          [140, 220],
        ],
      ],
      [
        'c',
        10,
        [
          [10, 10],
          [10, 10],
        ],
      ],
    ])
  })

  it('leaves the case out where the study says nothing', async () => {
    const { figures, result } = await outputsOf({}, {}, 'batched')
    expect(figures).toEqual([
      [
        'a',
        120,
        [
          [117, 113],
          [110, 20],
        ],
      ],
    ])
    expect(result.notices.map(({ code, caseId }) => [code, caseId])).toEqual([
      ['table/no-cell', 'b'],
      ['tensor/missing-value', 'c'],
    ])
  })
})
