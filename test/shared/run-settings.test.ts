import { runOverridesSchema, runSettingsSchema } from '@shared/study'
import { expect, it } from 'vitest'

it('takes from a user what he sets and nothing else, so that the rest stays as the study says', () => {
  expect(runOverridesSchema.parse({})).toEqual({})
  expect(runOverridesSchema.parse({ seed: 3, adaptive: null })).toEqual({ seed: 3, adaptive: null })
  expect(Object.keys(runOverridesSchema.shape)).toEqual(Object.keys(runSettingsSchema.shape))
})
