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
    expect(toOverrides({ ...form, first: 5, split: ['test', 'val'] }, settings).overrides?.cases).toEqual({
      ids: ['a', 'b'],
      first: 5,
      split: ['test', 'val'],
    })
    expect(toOverrides({ ...form, first: '' }, settings).overrides?.cases?.first).toBeUndefined()
  })

  it('end a run early, or not, whatever the study says', () => {
    const early = toOverrides({ ...form, isAdaptive: true, tolerance: 0.05, minCases: 40 }, settings)
    expect(early.overrides?.adaptive).toEqual({ tolerance: 0.05, minCases: 40, blockSize: 10 })
    const adaptive = runSettingsSchema.parse({ adaptive: { tolerance: 0.01, blockSize: 5 } })
    const fields = toRunForm(adaptive)
    expect(fields).toMatchObject({ isAdaptive: true, tolerance: 0.01, minCases: 30 })
    expect(toOverrides(fields, adaptive).overrides?.adaptive).toEqual(adaptive.adaptive)
    expect(toOverrides({ ...fields, isAdaptive: false }, adaptive).overrides?.adaptive).toBeNull()
  })

  it.each([
    [{ isAdaptive: true, tolerance: '' }, 'Tolerance is a number from 0.001 to 0.5.'],
    [{ isAdaptive: true, minCases: 0 }, 'At least so many cases is a whole number from 1.'],
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
