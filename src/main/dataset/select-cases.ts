/** 1 of 11: which cases a run takes. */
import { AppError } from '@shared/errors'
import type { RunSettings, Study } from '@shared/study'
import type { Dataset, DatasetCase } from './dataset'

/** Selects by split, then ids, then the first so many, in table order. Errors: run/unknown-cases, run/no-cases. */
export function selectCases(
  dataset: Dataset,
  study: Study,
  { cases }: Pick<RunSettings, 'cases'>,
): DatasetCase[] {
  const { split, ids, first } = cases
  const known = new Set(dataset.cases.map(({ caseId }) => caseId))
  const unknown = (ids ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0)
    throw new AppError('run/unknown-cases', { ids: unknown.slice(0, 5), count: unknown.length })
  const wanted = ids === undefined ? null : new Set(ids)
  const selected = dataset.cases
    .filter((one) => split === undefined || one.split === split)
    .filter(({ caseId }) => wanted === null || wanted.has(caseId))
    .slice(0, first)
  if (selected.length === 0) {
    const column = study.dataset.split ?? null
    throw new AppError('run/no-cases', { selection: JSON.stringify(cases), column })
  }
  return selected
}
