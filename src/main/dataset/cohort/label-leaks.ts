/** Columns that tell the label by themselves, which hints at a leak: something that was written down because the label was known. */
import type { LabelLeak } from '@shared/cohort'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'
import { letOthers } from './let-others'
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
export async function findLabelLeaks(cohort: Cohort, signal?: AbortSignal): Promise<LabelLeak[]> {
  const { label: labels = [], id, split } = cohort.study.dataset
  const kept = new Set([id, split, ...labels])
  const names = cohort.columnNames.filter((name) => !kept.has(name) && !cohort.identity.has(name))
  const found: LabelLeak[] = []
  for (const label of labels) {
    for (const name of names) {
      found.push(...[leakOf(cohort.column(name), cohort.column(label)) ?? []].flat())
      await letOthers(signal)
    }
  }
  return found.toSorted((a, b) => b.auc - a.auc)
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

/** Texts of a column of numbers that are numbers, smallest first; found once for all classes. */
const knownOrders = new WeakMap<CohortColumn, Uint32Array>()

function risingCodes(column: CohortColumn, values: Float64Array): Uint32Array {
  const known = knownOrders.get(column)
  if (known !== undefined) return known
  const given = [...values.keys()].filter((code) => column.missing[code] === 0 && !Number.isNaN(values[code]))
  const order = Uint32Array.from(given).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  knownOrders.set(column, order)
  return order
}

/** By the values of the column, and by whether there is one. Either direction tells as much. */
function aucsOf(column: CohortColumn, label: CohortColumn, wanted: number): LabelLeak[] {
  const counts = countClass(column, label, wanted)
  const about = (by: LabelLeak['by'], scored: readonly ValueCounts[]): LabelLeak[] => {
    const positives = scored.reduce((sum, one) => sum + one.positives, 0)
    const negatives = scored.reduce((sum, one) => sum + one.negatives, 0)
    const auc = rankAuc(scored)
    if (auc === null || Math.min(positives, negatives) < leastCases) return []
    return [
      {
        ...{ column: column.name, label: label.name, level: label.texts[wanted] ?? '', by },
        ...{ auc: Math.max(auc, 1 - auc), caseCount: positives + negatives },
      },
    ]
  }
  return [...about('values', byValue(column, counts)), ...about('missing', byMissing(column, counts))]
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
function byValue(column: CohortColumn, counts: ClassCounts): ValueCounts[] {
  return column.values === null
    ? byLevel(column, counts)
    : byNumber(risingCodes(column, column.values), column.values, counts)
}

/** Texts of one and the same value, such as 1 and 1.0, are one. */
function byNumber(
  order: Uint32Array,
  values: Float64Array,
  { positives, negatives }: ClassCounts,
): ValueCounts[] {
  const scored: { value: number; positives: number; negatives: number }[] = []
  for (const code of order) {
    const value = values[code] ?? 0
    const [yes, no] = [positives[code] ?? 0, negatives[code] ?? 0]
    const last = scored.at(-1)
    if (last?.value === value) {
      last.positives += yes
      last.negatives += no
    } else if (yes + no > 0) scored.push({ value, positives: yes, negatives: no })
  }
  return scored
}

function byLevel(
  { texts, missing, type, codes }: CohortColumn,
  { positives, negatives }: ClassCounts,
): ValueCounts[] {
  const given = [...texts.keys()].filter((code) => missing[code] === 0)
  if (type !== 'category' || given.length * casesPerLevel > codes.length) return []
  return given.map((code) => {
    const [yes, no] = [positives[code] ?? 0, negatives[code] ?? 0]
    return { value: yes / Math.max(1, yes + no), positives: yes, negatives: no }
  })
}

function byMissing({ missing }: CohortColumn, { positives, negatives }: ClassCounts): ValueCounts[] {
  const total = (side: Float64Array, isMissing: number): number =>
    side.reduce((all, count, code) => (missing[code] === isMissing ? all + count : all), 0)
  return [0, 1].map((value) => ({
    ...{ value, positives: total(positives, value), negatives: total(negatives, value) },
  }))
}
