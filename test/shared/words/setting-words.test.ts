import { runSettingsSchema } from '@shared/study'
import { differenceWords, settingDifferences } from '@shared/words/setting-words'
import { expect, it } from 'vitest'

const settings = runSettingsSchema.parse({})

it('says in what two settings differ, and nothing of what is alike', () => {
  const other = { ...settings, seed: 8, cases: { first: 20, split: ['test'] }, device: 'cpu' as const }
  expect(settingDifferences(settings, other).map(differenceWords)).toEqual([
    'seed: 0 \u2192 8',
    'cases: all \u2192 first 20 of split test',
    'device: auto \u2192 cpu',
  ])
  expect(settingDifferences(settings, { ...settings, cases: {} })).toEqual([])
})

it('says when a run may end early', () => {
  const adaptive = { tolerance: 0.02, minCases: 30, blockSize: 10 }
  const [first] = settingDifferences(settings, { ...settings, adaptive })
  expect(first).toEqual({
    setting: 'end early',
    from: 'no',
    to: 'at \u00b1 0.02, after 30 cases or more, looks every 10',
  })
})
