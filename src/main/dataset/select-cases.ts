/** Which cases a run takes. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import type { RunSettings, Study } from '@shared/study'
import type { CaseCondition } from '@shared/study/case-conditions'
import { createCohort } from './cohort/cohort'
import { keepMeeting } from './cohort/meets-conditions'
import type { Dataset, DatasetCase } from './dataset'
import { nearestName } from './nearest-name'

/**
 * Selects by split, then conditions, then ids, then the first so many, in table order. Errors: run/no-rows, run/unknown-cases,
 * run/no-split, run/unknown-split, run/no-cases, table/no-column.
 */
export function selectCases(
  dataset: Dataset,
  study: Study,
  { cases }: Pick<RunSettings, 'cases'>,
): DatasetCase[] {
  const { split, where = [], ids, first } = cases
  if (dataset.cases.length === 0) throw new AppError('run/no-rows', { file: basename(dataset.tablePath) })
  const known = new Set(dataset.cases.map(({ caseId }) => caseId))
  const unknown = (ids ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0)
    throw new AppError('run/unknown-cases', { ids: unknown.slice(0, 5), count: unknown.length })
  const levels = new Set(dataset.cases.map((one) => one.split))
  const unknownLevels = (split ?? []).filter((level) => !levels.has(level))
  if (unknownLevels.length > 0) {
    const { split: column } = study.dataset
    if (column === undefined) throw new AppError('run/no-split', { levels: unknownLevels })
    throw new AppError('run/unknown-split', { levels: unknownLevels, column })
  }
  const wanted = ids === undefined ? null : new Set(ids)
  const meets = meeting(dataset, study, where)
  const selected = dataset.cases
    .filter((_, row) => meets[row] === 1)
    .filter((one) => split === undefined || (one.split !== null && split.includes(one.split)))
    .filter(({ caseId }) => wanted === null || wanted.has(caseId))
    .slice(0, first)
  if (selected.length === 0) {
    const column = study.dataset.split ?? null
    throw new AppError('run/no-cases', { selection: JSON.stringify(cases), column })
  }
  return selected
}

/** 1 for cases that meet all conditions. Errors: table/no-column. */
function meeting(dataset: Dataset, study: Study, where: readonly CaseCondition[]): Uint8Array {
  const meets = new Uint8Array(dataset.cases.length).fill(1)
  if (where.length === 0) return meets
  const cohort = createCohort(study, dataset)
  for (const condition of where) {
    const column = cohort.column(condition.column)
    if (column === null) throw noColumn(dataset, condition.column)
    keepMeeting(meets, column, condition)
  }
  return meets
}

function noColumn({ tablePath, columns }: Dataset, column: string): AppError {
  const found = { nearest: nearestName(column, columns), columnCount: columns.length }
  return new AppError('table/no-column', {
    file: basename(tablePath),
    key: 'run.cases.where',
    column,
    ...found,
  })
}
