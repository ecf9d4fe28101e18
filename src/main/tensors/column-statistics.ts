/** Statistics of the record's columns over the dataset, for cohort encodings and for missing values. */
import type { Attribute, TabularModality } from '@shared/study'
import { readCell } from './read-cell'

/** Over the values that are present, before encoding: the number, 0 or 1 for boolean, the level index for ordinal and one-hot. */
export interface AttributeStatistics {
  readonly count: number
  readonly mean: number
  /** Population standard deviation (ddof 0). */
  readonly std: number
  readonly min: number
  readonly max: number
  readonly median: number
  /** The most frequent value; the smallest of equals. */
  readonly mode: number
}

/** By attribute name; an attribute without any present value is absent. */
export type ColumnStatistics = ReadonlyMap<string, AttributeStatistics>

/**
 * Computes the statistics of every attribute over the rows of the table, in float64.
 * Cells that are missing, infinite or unreadable are left out here; the case they belong to gets its own error.
 */
export function computeColumnStatistics(
  modality: TabularModality,
  rows: readonly Readonly<Record<string, string>>[],
): ColumnStatistics {
  const statistics = new Map<string, AttributeStatistics>()
  for (const attribute of modality.attributes) {
    const values = presentValues(attribute, rows)
    if (values.length > 0) statistics.set(attribute.name, describe(values))
  }
  return statistics
}

/** The same of those attributes alone whose encoding or missing values need it: nothing else of a column is kept. */
export function computeNeededStatistics(
  modality: TabularModality,
  rows: readonly Readonly<Record<string, string>>[],
): ColumnStatistics {
  const attributes = modality.attributes.filter(needsStatistics)
  return computeColumnStatistics({ ...modality, attributes }, rows)
}

function needsStatistics({ encoding, missing }: Attribute): boolean {
  const isCohort = 'statistics' in encoding && encoding.statistics === 'cohort'
  return isCohort || missing === 'mean' || missing === 'median' || missing === 'mode'
}

function presentValues(attribute: Attribute, rows: readonly Readonly<Record<string, string>>[]): number[] {
  return rows.flatMap((cells) => {
    const column = attribute.column ?? attribute.name
    const cell = Object.hasOwn(cells, column) ? cells[column] : undefined
    if (cell === undefined) return []
    const reading = readCell(attribute, cell)
    return reading.kind === 'value' ? [reading.value] : []
  })
}

function describe(values: readonly number[]): AttributeStatistics {
  const sorted = [...values].sort((a, b) => a - b)
  const count = sorted.length
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count
  const middle = Math.floor((count - 1) / 2)
  const median = ((sorted[middle] ?? 0) + (sorted[Math.floor(count / 2)] ?? 0)) / 2
  return {
    count,
    mean,
    std: Math.sqrt(variance),
    min: sorted[0] ?? 0,
    max: sorted[count - 1] ?? 0,
    median,
    mode: modeOfSorted(sorted),
  }
}

/** Finds the longest run of equal values; the smallest value wins a tie. */
export function modeOfSorted(sorted: ArrayLike<number>): number {
  let mode = sorted[0] ?? 0
  let longest = 0
  let run = 0
  for (let index = 0; index < sorted.length; index += 1) {
    const value = sorted[index] ?? 0
    run = index > 0 && value === sorted[index - 1] ? run + 1 : 1
    if (run > longest) {
      longest = run
      mode = value
    }
  }
  return mode
}
