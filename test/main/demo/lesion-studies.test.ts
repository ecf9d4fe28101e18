import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeLesionStudies } from '../../../src/main/demo/lesion/write-lesion-study'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

async function run(look: 'lesion' | 'shortcut') {
  const home = folders({})
  await writeLesionStudies(home, 12)
  return runStudyFile(join(home, `${look}.study.yaml`), home, { path: 'batched' })
}

describe('the twin models over a planted lesion', () => {
  it('answer by what they look at: the lesion, or what has no label', async () => {
    for (const [look, leading] of [
      ['lesion', 'lesion'],
      ['shortcut', 'rest'],
    ] as const) {
      const { result } = await run(look)
      expect(result.notices.filter(({ code }) => code.startsWith('labels/'))).toEqual([])
      const [ct] = result.contribution.modalities
      for (const { name, contribution } of ct!.labels!) {
        if (name === leading) expect(contribution).toBeCloseTo(ct!.contribution, 12)
        else expect(contribution).toBe(0)
      }
      expect(ct!.contribution).toBeGreaterThan(0.8)
      // Both tell malignant cases apart, so that their figures alone do not say which of them is right.
      for (const { labels, originalOutput } of result.cases)
        expect((originalOutput[0] ?? 0) > 0.5).toBe(labels[0] === '1')
    }
  })
})
