/** A column in figures, of all cases and of those that a list shows. */
import type { ColumnRole, ColumnSummary } from '@shared/cohort'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'

const binCount = 24
const mostLevels = 40

/** Counts of each text of the column among the cases that are shown. */
export function shownCounts({ codes, texts }: CohortColumn, shown: Uint8Array): Uint32Array {
  const counts = new Uint32Array(texts.length)
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? 0
    if (shown[row] === 1) counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

/** `shown` has 1 for every case that the list shows. */
export function summariseColumn(cohort: Cohort, column: CohortColumn, shown: Uint8Array): ColumnSummary {
  const { name, type, texts, counts, missing } = column
  const ofShown = shownCounts(column, shown)
  let [distinctCount, missingCount, shownMissingCount] = [texts.length, 0, 0]
  for (let code = 0; code < texts.length; code += 1) {
    if (missing[code] === 0) continue
    distinctCount -= 1
    missingCount += counts[code] ?? 0
    shownMissingCount += ofShown[code] ?? 0
  }
  const isConstant = distinctCount === 0 || (distinctCount === 1 && missingCount === 0)
  const isLeveled = type === 'category' || type === 'boolean'
  return {
    ...{ name, type, role: roleOf(cohort, name), isIdentity: cohort.identity.has(name) },
    ...{ distinctCount, missingCount, shownMissingCount },
    isConstant: cohort.cases.length > 1 && isConstant,
    ...(isLeveled ? { range: null, bins: [] } : histogram(column, ofShown)),
    levels: isLeveled ? levelsOf(column, ofShown) : [],
  }
}

function histogram(
  { texts, counts, values }: CohortColumn,
  ofShown: Uint32Array,
): Pick<ColumnSummary, 'range' | 'bins'> {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values ?? []) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (values === null || low > high) return { range: null, bins: [] }
  const bins = Array.from({ length: binCount }, () => ({ all: 0, shown: 0 }))
  const step = (high - low) / binCount
  for (let code = 0; code < texts.length; code += 1) {
    const value = values[code] ?? Number.NaN
    const bin = bins[step === 0 ? 0 : Math.min(binCount - 1, Math.floor((value - low) / step))]
    if (bin === undefined) continue
    bin.all += counts[code] ?? 0
    bin.shown += ofShown[code] ?? 0
  }
  return { range: [low, high], bins }
}

function levelsOf({ texts, counts, missing }: CohortColumn, ofShown: Uint32Array): ColumnSummary['levels'] {
  return [...texts.keys()]
    .filter((code) => missing[code] === 0)
    .map((code) => ({ level: texts[code] ?? '', all: counts[code] ?? 0, shown: ofShown[code] ?? 0 }))
    .toSorted((a, b) => b.all - a.all)
    .slice(0, mostLevels)
}

function roleOf(
  { study: { dataset }, sourceColumns, attributeColumns }: Cohort,
  name: string,
): ColumnRole | null {
  if (name === dataset.id) return 'id'
  if (name === dataset.patient) return 'patient'
  if (name === dataset.split) return 'split'
  if (dataset.label?.includes(name) === true) return 'label'
  if (dataset.subgroups.includes(name)) return 'subgroup'
  if (sourceColumns.has(name)) return 'source'
  return attributeColumns.has(name) ? 'attribute' : null
}
