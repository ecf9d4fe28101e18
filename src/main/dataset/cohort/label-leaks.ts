/** Columns that tell the label by themselves, which hints at a leak: something that was written down because the label was known. */
import type { LabelLeak } from '@shared/cohort'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'
import { letOthers } from './let-others'
import { rankAuc, type ValueCounts } from './rank-auc'
import { valueRanks } from './value-ranks'

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
  const judged = [...aucsByValue(column, label, classes), ...aucsByMissing(column, label, classes)]
  const [best] = judged.toSorted((a, b) => b.auc - a.auc)
  return best === undefined || best.auc < leakThreshold ? null : best
}

function aucsByMissing(column: CohortColumn, label: CohortColumn, classes: readonly number[]): LabelLeak[] {
  const counts = countClasses(column, label, { groups: column.missing, count: 2 })
  return classes.flatMap((code) => toLeak(column, label, code, 'missing', counts(code)))
}

/** Numbers by their order; levels by how often the class has them. */
function aucsByValue(column: CohortColumn, label: CohortColumn, classes: readonly number[]): LabelLeak[] {
  const { values, texts, missing, type, codes } = column
  if (values !== null) {
    const { ranks, count } = valueRanks(column, values)
    const counts = countClasses(column, label, { groups: ranks, count })
    return classes.flatMap((code) => toLeak(column, label, code, 'values', counts(code)))
  }
  const levels = texts.length - missing.reduce((sum, one) => sum + one, 0)
  if (type !== 'category' || levels * casesPerLevel > codes.length) return []
  const none = texts.length
  const groups = Uint32Array.from(texts, (_, code) => (missing[code] === 1 ? none : code))
  const counts = countClasses(column, label, { groups, count: none })
  return classes.flatMap((code) => toLeak(column, label, code, 'values', byShare(counts(code))))
}

/** Per text of a column the group that it is counted with; a text beyond the last is not counted. */
interface TextGroups {
  readonly groups: Uint32Array | Uint8Array
  readonly count: number
}

/** One pass over the cases for all classes. Cases without a label are not counted. */
function countClasses(
  { codes }: CohortColumn,
  label: CohortColumn,
  { groups, count }: TextGroups,
): (wanted: number) => ValueCounts {
  const width = label.texts.length
  const cells = new Uint32Array(count * width)
  const all = new Uint32Array(count)
  for (let row = 0; row < codes.length; row += 1) {
    const group = groups[codes[row] ?? 0] ?? count
    const code = label.codes[row] ?? 0
    if (group >= count || label.missing[code] === 1) continue
    all[group] = (all[group] ?? 0) + 1
    const cell = group * width + code
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  return (wanted) => {
    const [positives, negatives] = [new Float64Array(count), new Float64Array(count)]
    for (let group = 0; group < count; group += 1) {
      const yes = cells[group * width + wanted] ?? 0
      positives[group] = yes
      negatives[group] = (all[group] ?? 0) - yes
    }
    return { positives, negatives }
  }
}

/** Groups in the order of the class's share; those of one and the same share are one value. */
function byShare({ positives, negatives }: ValueCounts): ValueCounts {
  const shares = Float64Array.from(
    positives,
    (yes, group) => yes / Math.max(1, yes + (negatives[group] ?? 0)),
  )
  const rising = [...new Set(shares)].toSorted((a, b) => a - b)
  const sum = (side: Float64Array): Float64Array =>
    Float64Array.from(rising, (share) =>
      side.reduce((all, count, group) => (shares[group] === share ? all + count : all), 0),
    )
  return { positives: sum(positives), negatives: sum(negatives) }
}

/** Either direction tells as much. */
function toLeak(
  column: CohortColumn,
  label: CohortColumn,
  code: number,
  by: LabelLeak['by'],
  counts: ValueCounts,
): LabelLeak[] {
  const [positives, negatives] = [counts.positives, counts.negatives].map((side) =>
    side.reduce((sum, count) => sum + count, 0),
  )
  const auc = rankAuc(counts)
  if (auc === null || Math.min(positives ?? 0, negatives ?? 0) < leastCases) return []
  return [
    {
      ...{ column: column.name, label: label.name, level: label.texts[code] ?? '', by },
      ...{ auc: Math.max(auc, 1 - auc), caseCount: (positives ?? 0) + (negatives ?? 0) },
    },
  ]
}
