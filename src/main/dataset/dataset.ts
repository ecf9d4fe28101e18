/** The study's table as cases. Names and paths only, no pixels. */
import type { ErrorData } from '@shared/errors'

/** One row of the table. Cells are patient values: they never enter logs or errors. */
export interface DatasetCase {
  readonly caseId: string
  readonly patient: string | null
  readonly split: string | null
  /** Ground truth as it stands in the table, one per label column. */
  readonly labels: readonly string[]
  readonly cells: Readonly<Record<string, string>>
  /** Line of the table file, from 1, for error sentences. */
  readonly line: number
}

export interface Dataset {
  readonly tablePath: string
  readonly columns: readonly string[]
  readonly cases: readonly DatasetCase[]
  /** What was noticed while reading the tables; it stopped nothing. */
  readonly notices: readonly ErrorData[]
}
