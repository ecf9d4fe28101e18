/** Which cases a run takes. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import type { RunSettings, Study } from '@shared/study'
import type { Dataset, DatasetCase } from './dataset'

/**
 * Selects by split, then ids, then the first so many, in table order. Errors: run/no-rows, run/unknown-cases,
 * run/no-split, run/unknown-split, run/no-cases.
 */
export function selectCases(
  dataset: Dataset,
  study: Study,
  { cases }: Pick<RunSettings, 'cases'>,
): DatasetCase[] {
  const { split, ids, first } = cases
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
  const selected = dataset.cases
    .filter((one) => split === undefined || (one.split !== null && split.includes(one.split)))
    .filter(({ caseId }) => wanted === null || wanted.has(caseId))
    .slice(0, first)
  if (selected.length === 0) {
    const column = study.dataset.split ?? null
    throw new AppError('run/no-cases', { selection: JSON.stringify(cases), column })
  }
  return selected
}
