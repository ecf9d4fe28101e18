/** What a list shows, or what is chosen in it -> run.cases of a study: as conditions where those say it, else as ids. */
import type { CaseFilter } from '@shared/case-filter'
import type { RunSettings } from '@shared/study'

export type SelectedCases = RunSettings['cases']

/** The same cases by split and conditions, which hold for a table that grows, too; null where a search or a flag took part. */
export function conditionsOf(filter: CaseFilter, split: string | null): SelectedCases | null {
  const { search, conditions, flags, isSelected } = filter
  if (search.trim() !== '' || flags.length > 0 || isSelected !== null) return null
  const [splits, others] = [
    conditions.filter(isOfSplit(split)),
    conditions.filter((one) => !isOfSplit(split)(one)),
  ]
  const [only] = splits
  if (splits.length > 1) return { where: conditions }
  return {
    ...(only === undefined ? {} : { split: [...only.levels] }),
    ...(others.length === 0 ? {} : { where: others }),
  }
}

type Condition = CaseFilter['conditions'][number]

function isOfSplit(split: string | null) {
  return (one: Condition): one is Extract<Condition, { levels: string[] }> =>
    one.column === split && 'levels' in one
}
