/** What a scan of a log comes along. */
import type { RunRecord, WrongShape } from './run-record'

/** Where the record of a case stands in the log. */
export interface LogEntry {
  readonly caseId: string
  readonly kind: RunRecord['record']
  readonly offset: number
  readonly length: number
}

/** What a scan comes along. `place` is for people: line 5, byte 1024. */
export type Stretch =
  | { readonly found: 'record'; readonly entry: LogEntry }
  | { readonly found: 'damage'; readonly place: string }
  | ({ readonly found: 'wrong shape'; readonly place: string } & WrongShape)
  /** The last record was cut off by a kill; nothing follows. */
  | { readonly found: 'cut' }

/** heads: only where records begin and end; all: also whether each is intact. */
export type ScanDepth = 'heads' | 'all'

/** What stands before the place where a scan begins. */
export interface Known {
  readonly end: number
  readonly count: number
}
