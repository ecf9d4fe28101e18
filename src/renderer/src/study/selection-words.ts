/** Which cases a study takes for a run, in words. */
import type { StudySummary } from '@shared/dataset'
import { conditionWords } from '@shared/words/case-filter-words'

/** A run takes 120 of 633 cases: split is test; age from 50. */
export function selectionWords({ study, caseCount, selectedCount }: StudySummary): string {
  const { split, where = [], ids, first } = study.run.cases
  const words = [
    ...(split === undefined ? [] : [`split is ${split.join(' or ')}`]),
    ...where.map(conditionWords),
    ...(ids === undefined ? [] : [`${ids.length.toLocaleString('en')} chosen one by one`]),
    ...(first === undefined ? [] : [`the first ${first.toLocaleString('en')} of them`]),
  ]
  const count = `A run takes ${selectedCount.toLocaleString('en')} of ${caseCount.toLocaleString('en')} cases`
  return words.length === 0 ? `${count}.` : `${count}: ${words.join('; ')}.`
}
