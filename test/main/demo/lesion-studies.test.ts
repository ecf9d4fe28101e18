import { join } from 'node:path'
import { groundingSentences } from '@shared/words/grounding-words'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeLesionStudies } from '../../../src/main/demo/lesion/write-lesion-study'
import { runStudyFile, type FinishedRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const looks = ['lesion', 'shortcut'] as const
const runs = new Map<(typeof looks)[number], FinishedRun>()

describe('the twin models over a planted lesion', () => {
  beforeAll(async () => {
    const home = folders({})
    await writeLesionStudies(home, 24)
    for (const look of looks)
      runs.set(look, await runStudyFile(join(home, `${look}.study.yaml`), home, { path: 'batched' }))
  })

  it('answer alike, each by what it looks at: the lesion, or what has no label', () => {
    for (const [look, leading] of [
      ['lesion', 'lesion'],
      ['shortcut', 'rest'],
    ] as const) {
      const { result } = runs.get(look)!
      expect(result.notices.filter(({ code }) => code.startsWith('labels/'))).toEqual([])
      const [ct] = result.contribution.modalities
      for (const { name, contribution } of ct!.labels!) {
        if (name === leading) expect(contribution).toBeCloseTo(ct!.contribution, 12)
        else expect(contribution).toBe(0)
      }
      expect(ct!.contribution).toBeGreaterThan(0.8)
      // Both tell malignant cases apart, so that their outputs alone do not say which of them is right.
      for (const { labels, originalOutput } of result.cases)
        expect((originalOutput[0] ?? 0) > 0.5).toBe(labels[0] === '1')
    }
  })

  it('are told apart by grounding: one looks at the lesion more than elsewhere, the other does not', () => {
    const [lesion] = runs.get('lesion')!.result.grounding
    const [shortcut] = runs.get('shortcut')!.result.grounding
    for (const one of [lesion!, shortcut!]) {
      expect(one).toMatchObject({ modality: 'ct', label: 'lesion', withoutLabel: 0, notPlaced: 0 })
      expect(one.elsewhere).toMatchObject({ caseCount: 24, patientCount: 23 })
      expect(one.otherPatient).toMatchObject({ caseCount: 24 })
    }
    expect(lesion!.elsewhere.interval![0]).toBeGreaterThan(0.5)
    expect(lesion!.elsewhere.differenceInterval![0]).toBeGreaterThan(0)
    expect(lesion!.otherPatient!.interval![0]).toBeGreaterThan(0.5)
    expect(shortcut!.elsewhere.interval![1]).toBeLessThan(0.5)
    expect(groundingSentences([lesion!, shortcut!])).toEqual([
      'lesion of ct: the model looks at it more than elsewhere: masking it moves the outputs more than masking the same shape elsewhere in 24 of 24 cases.',
      'lesion of ct: the model does not look at it more than elsewhere: masking it moves the outputs more than masking the same shape elsewhere in 0 of 24 cases.',
    ])
  })
})
