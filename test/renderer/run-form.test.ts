import { runSettingsSchema } from '@shared/study'
import { toOverrides, toRunForm } from '@/study/run-form'
import { describe, expect, it } from 'vitest'

const settings = runSettingsSchema.parse({ cases: { ids: ['a', 'b'] }, seed: 7 })
const form = toRunForm(settings)

describe('the fields of the run panel', () => {
  it('change nothing while they stand as the study says', () => {
    const { overrides, sentences } = toOverrides(form, settings)
    expect(sentences).toEqual([])
    expect(runSettingsSchema.parse({ ...settings, ...overrides })).toEqual(settings)
  })

  it('keep what the form does not show, and take an empty field for all cases', () => {
    expect(toOverrides({ ...form, first: 5, split: 'test' }, settings).overrides?.cases).toEqual({
      ids: ['a', 'b'],
      first: 5,
      split: 'test',
    })
    expect(toOverrides({ ...form, first: '' }, settings).overrides?.cases?.first).toBeUndefined()
  })

  it.each([
    [{ batchSize: '' }, 'Masks per batch is a whole number from 1 to 1024.'],
    [{ batchSize: 1025 }, 'Masks per batch is a whole number from 1 to 1024.'],
    [{ seed: '' }, 'Seed is a whole number from 0.'],
    [{ seed: -1 }, 'Seed is a whole number from 0.'],
    [{ first: 0 }, 'First cases only is a whole number from 1, or empty for all cases.'],
    [{ first: 1.5 }, 'First cases only is a whole number from 1, or empty for all cases.'],
  ] as const)('say what is wrong with %o, so that the engine is not asked', (change, sentence) => {
    expect(toOverrides({ ...form, ...change }, settings)).toEqual({ overrides: null, sentences: [sentence] })
  })
})
