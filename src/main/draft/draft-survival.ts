/** Which columns of a table are survival times and the events that end them. */
import type { TableColumn } from '../dataset/describe-columns'

const timeName =
  /surviv|(ue|ü)berleb|follow.?up|nachbeob|time.?to|zeit.?bis|(^|[^a-z])(os|pfs|dfs|efs|rfs|ttp|futime|time|duration|dauer|zeit)([^a-z]|$)/i
const eventName =
  /event|ereignis|status|censor|zensi|death|dead|died|deceased|vital|verstorben|gestorben|(^|[^a-z])tod([^a-z]|$)|relapse|rezidiv|recurrence|progress/i
/** Names that say survival without an event beside them. */
const surelyTime = /surviv|(ue|ü)berleb|time.?to.?(event|death|progress|relapse|recurrence)|zeit.?bis/i

/** Positive numbers and 0/1 columns with names of times and events; a time that could be anything needs an event beside it. */
export function survivalColumns(columns: readonly TableColumn[]): TableColumn[] {
  const times = columns.filter(({ name, isPositive }) => isPositive && timeName.test(name))
  const events = columns.filter(
    ({ name, type, levels }) =>
      (type === 'boolean' || (type === 'category' && levels.length === 2)) &&
      (eventName.test(name) || timeName.test(name)),
  )
  return times.length > 0 && events.length > 0
    ? [...times, ...events]
    : times.filter(({ name }) => surelyTime.test(name))
}
