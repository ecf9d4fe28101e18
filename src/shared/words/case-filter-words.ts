/** What a list of cases was filtered and ordered by, in words. */
import { isEveryCase, type CaseFilter, type CaseFlag, type CaseListing } from '../case-filter'
import type { CaseCondition } from '../study/case-conditions'

const mostLevels = 3

/** age from 50 to 70; region is chest, nose or ear; grew is missing */
export function conditionWords(condition: CaseCondition): string {
  const { column } = condition
  if ('levels' in condition) return `${column} is ${levelWords(condition.levels)}`
  if ('has' in condition) return `${column} has “${condition.has}”`
  if ('missing' in condition) return `${column} is ${condition.missing ? 'missing' : 'given'}`
  const { from, to } = condition
  if (from === undefined) return to === undefined ? `${column} is given` : `${column} to ${to}`
  return to === undefined ? `${column} from ${from}` : `${column} from ${from} to ${to}`
}

function levelWords(levels: readonly string[]): string {
  if (levels.length > mostLevels) return `one of ${levels.length} levels`
  const last = levels.at(-1) ?? ''
  return levels.length < 2 ? last : `${levels.slice(0, -1).join(', ')} or ${last}`
}

/** What is noticed of a case, short enough for a cell of a table. */
export const caseFlagNames: Readonly<Record<CaseFlag, string>> = {
  'patient-in-splits': 'patient in two splits',
  'same-file': 'file used twice',
  'same-content': 'same content twice',
  'no-file-named': 'no file named',
  'missing-file': 'file missing',
}

/** The same as a sentence on one case. */
export const caseFlagSentences: Readonly<Record<CaseFlag, string>> = {
  'patient-in-splits':
    'Other cases of this patient are in another split: the model may have seen the patient in training.',
  'same-file': 'Another case names the same file.',
  'same-content': 'The file of another case holds exactly the same bytes.',
  'no-file-named': 'The cell that names a file of this case is empty.',
  'missing-file': 'A file that this case names is not where the table says.',
}

/** Every filter of a list as its own words, in the order in which a page shows them. */
export function filterWords({ search, conditions, flags, isSelected }: CaseFilter): string[] {
  return [
    ...(search.trim() === '' ? [] : [`found by “${search.trim()}”`]),
    ...conditions.map(conditionWords),
    ...(flags.length === 0 ? [] : [flags.map((flag) => caseFlagNames[flag]).join(' or ')]),
    ...(isSelected === null ? [] : [isSelected ? 'in the run' : 'not in the run']),
  ]
}

/** What the list is called where one goes on from case to case in it. */
export function listingWords({ filter, order }: CaseListing): string {
  const inOrder =
    order === null ? 'in the order of the table' : `by ${order.column}, ${orderWord(order.isDescending)}`
  return isEveryCase(filter) ? inOrder : `${filterWords(filter).join(', ')}; ${inOrder}`
}

function orderWord(isDescending: boolean): string {
  return isDescending ? 'largest first' : 'smallest first'
}
