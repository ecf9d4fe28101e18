import { describe, expect, it } from 'vitest'
import { isSummaryName } from '../../../../src/main/dataset/table/summary-words'

describe('a row of sums or means', () => {
  it.each([
    ...[
      'Summe',
      'Gesamt:',
      'Total',
      'Grand total',
      'Mean',
      'Median',
      'Mediane',
      'Min',
      'Max',
      'SD',
      'Std. Dev.',
    ],
    ...['Promedio', 'Totale', 'Moyenne', 'Médiane', 'MW ± SD', 'Mittelwert ± SD', 'Mean (SD)', 'Écart-type'],
    ...['Desviación estándar', 'n=2', 'N = 120', 'Ø', 'Min/Max'],
  ])('is named by %j', (cell) => {
    expect(isSummaryName(cell)).toBe(true)
  })

  it.each([
    '',
    ' ',
    '1',
    'P-17',
    'SD-1',
    'MW02',
    'Maxine',
    'n',
    'y',
    'Type',
    'patient total 3',
    '±',
    'Summer',
  ])('is not named by %j', (cell) => {
    expect(isSummaryName(cell)).toBe(false)
  })
})
