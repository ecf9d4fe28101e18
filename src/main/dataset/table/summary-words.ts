/** Cells that name a row of sums or means below the cases, as people and programs of statistics write them. */

/** Without accents and in lower case: English, German, French, Spanish, Italian, Portuguese. */
const words: ReadonlySet<string> = new Set([
  ...['sum', 'total', 'totals', 'subtotal', 'subtotals', 'grand', 'sub', 'mean', 'average', 'avg', 'median'],
  ...[
    'std',
    'sd',
    'stdev',
    'dev',
    'deviation',
    'standard',
    'sem',
    'variance',
    'var',
    'range',
    'iqr',
    'count',
  ],
  ...['min', 'max', 'minimum', 'maximum', 'quartile', 'percentile', 'of', 'and', 'und', 'et', 'y', 'e'],
  ...[
    'summe',
    'gesamt',
    'insgesamt',
    'gesamtsumme',
    'zwischensumme',
    'endsumme',
    'mittel',
    'mittelwert',
    'mw',
  ],
  ...[
    'durchschnitt',
    'standardabweichung',
    'stabw',
    'abweichung',
    'varianz',
    'anzahl',
    'spannweite',
    'ø',
    'σ',
  ],
  ...['somme', 'moyenne', 'moy', 'mediane', 'ecart', 'type', 'effectif', 'suma', 'promedio', 'media'],
  ...[
    'mediana',
    'desviacion',
    'estandar',
    'somma',
    'totale',
    'deviazione',
    'scarto',
    'soma',
    'desvio',
    'padrao',
  ],
])

/** Words that stand in such a name and are none by themselves. */
const fillers: ReadonlySet<string> = new Set(['of', 'and', 'und', 'et', 'y', 'e', 'type'])

/** `n = 12`: how many, in the place of a name. */
const counted = /^n\s*[=:]\s*\d+$/i

/** Tells whether a cell is such a name: all of its words are. A digit makes it an id (SD-1), except in a count of cases. */
export function isSummaryName(cell: string): boolean {
  const text = cell.trim()
  if (counted.test(text)) return true
  if (/\d/.test(text)) return false
  const named = text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  return (
    named.length > 0 && named.every((word) => words.has(word)) && !named.every((word) => fillers.has(word))
  )
}
