/** Columns that tell the label by themselves, which hints at a leak: something that was written down because the label was known. */
import type { LabelLeak } from '@shared/cohort'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'
import { rankAuc, type ValueCounts } from './rank-auc'

/**
 * From this AUC on a column is told. Single findings that are good reach 0.7 to 0.9 against a diagnosis; above 0.95 one cell does what a
 * model is built for. With `leastCases` on either side chance has a standard deviation of 0.13 around 0.5, so that it stays below.
 */
export const leakThreshold = 0.95
/** Of the class, and of all others. */
export const leastCases = 10
/** A label with more values is no class. */
const mostClasses = 30
/** Levels that are scored by their own cases fit by chance when there are many: this many cases per level at least. */
const casesPerLevel = 5

/** The strongest class per column and label, strongest first. Ids, paths, texts, identity, splits and other labels are no such columns. */
export function findLabelLeaks(cohort: Cohort): LabelLeak[] {
  const { label: labels = [], id, split } = cohort.study.dataset
  const kept = new Set([id, split, ...labels])
  const names = cohort.columnNames.filter((name) => !kept.has(name) && !cohort.identity.has(name))
  return labels
    .flatMap((label) => names.flatMap((name) => leakOf(cohort.column(name), cohort.column(label)) ?? []))
    .toSorted((a, b) => b.auc - a.auc)
}

/** Null below the threshold, and where there are too few cases. */
export function leakOf(column: CohortColumn | null, label: CohortColumn | null): LabelLeak | null {
  if (column === null || label === null) return null
  const classes = [...label.texts.keys()].filter((code) => label.missing[code] === 0)
  if (classes.length < 2 || classes.length > mostClasses) return null
  const judged = classes.flatMap((code) => aucsOf(column, label, code))
  const [best] = judged.toSorted((a, b) => b.auc - a.auc)
  return best === undefined || best.auc < leakThreshold ? null : best
}

interface ClassCounts {
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

/** By the values of the column, and by whether there is one. Either direction tells as much. */
function aucsOf(column: CohortColumn, label: CohortColumn, wanted: number): LabelLeak[] {
  const counts = countClass(column, label, wanted)
  const level = label.texts[wanted] ?? ''
  const about = (by: LabelLeak['by'], scored: readonly ValueCounts[]): LabelLeak[] => {
    const [positives, negatives] = [sum(scored, 'positives'), sum(scored, 'negatives')]
    const auc = rankAuc(scored)
    if (auc === null || Math.min(positives, negatives) < leastCases) return []
    const strength = Math.max(auc, 1 - auc)
    return [
      { column: column.name, label: label.name, level, by, auc: strength, caseCount: positives + negatives },
    ]
  }
  return [...about('values', byValue(column, counts)), ...about('missing', byMissing(column, counts))]
}

function sum(counts: readonly ValueCounts[], side: 'positives' | 'negatives'): number {
  return counts.reduce((total, one) => total + one[side], 0)
}

function countClass(column: CohortColumn, label: CohortColumn, wanted: number): ClassCounts {
  const positives = new Float64Array(column.texts.length)
  const negatives = new Float64Array(column.texts.length)
  for (let row = 0; row < column.codes.length; row += 1) {
    const code = label.codes[row] ?? 0
    if (label.missing[code] === 1) continue
    const side = code === wanted ? positives : negatives
    const text = column.codes[row] ?? 0
    side[text] = (side[text] ?? 0) + 1
  }
  return { positives, negatives }
}

/** Numbers by their order; levels by how often the class has them. */
function byValue(column: CohortColumn, { positives, negatives }: ClassCounts): ValueCounts[] {
  const { texts, missing, values, type } = column
  const given = [...texts.keys()].filter((code) => missing[code] === 0)
  const isLevels = values === null
  if (isLevels && (type !== 'category' || given.length * casesPerLevel > column.codes.length)) return []
  return given.flatMap((code) => {
    const [yes, no] = [positives[code] ?? 0, negatives[code] ?? 0]
    const value = isLevels ? yes / Math.max(1, yes + no) : (values[code] ?? Number.NaN)
    return Number.isNaN(value) ? [] : [{ value, positives: yes, negatives: no }]
  })
}

function byMissing({ missing }: CohortColumn, { positives, negatives }: ClassCounts): ValueCounts[] {
  const total = (side: Float64Array, isMissing: number): number =>
    side.reduce((all, count, code) => (missing[code] === isMissing ? all + count : all), 0)
  return [0, 1].map((value) => ({
    value,
    positives: total(positives, value),
    negatives: total(negatives, value),
  }))
}
