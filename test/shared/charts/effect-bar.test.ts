import { effectBarOption } from '@shared/charts/effect-bar'
import { lightTheme } from '@shared/charts/theme'
import { expect, it } from 'vitest'

const effects = [
  { name: 'age', effect: 0.00012 },
  { name: 'crp', effect: 0.04 },
  { name: 'sex', effect: 0 },
]

it('draws the effects of a case on an axis that ends at the limit of all cases', () => {
  const axis = effectBarOption(effects, 0.4, lightTheme).xAxis
  expect(axis).toMatchObject({ min: 0, max: 0.4 })
  expect(effectBarOption(effects, 0, lightTheme).xAxis).toMatchObject({ max: 1 })
})

it('puts the largest first and writes small effects with their digits', () => {
  expect(effectBarOption(effects, 0.4, lightTheme).yAxis).toMatchObject([
    { data: ['crp', 'age', 'sex'] },
    { data: ['0.0400', '0.000120', '0'] },
  ])
})
