/** What a study that is being set up shows of its tables, as far as it says where they lie. */
import { resolve } from 'node:path'
import { z } from 'zod'
import type { DraftTable } from '@shared/draft'
import { keepLast } from '@shared/keep-last'
import { joinSchema, studyDatasetSchema } from '@shared/study/study'
import { describeColumns } from '../../dataset/describe-columns'
import { joinTables } from '../../dataset/join-tables'
import type { Table } from '../../dataset/table/table'
import { stampOf, type Readings } from './kept-readings'

const shownRows = 20

/** What is wrong with a key is told elsewhere: without it the table is read as if the key were not there. */
const datasetSchema = z.object({
  table: z.string().min(1),
  separator: studyDatasetSchema.shape.separator.catch(undefined),
  sheet: studyDatasetSchema.shape.sheet.catch(undefined),
  id: z.string().min(1).optional().catch(undefined),
  join: z.array(joinSchema).catch([]),
})

type TableQuestion = z.output<typeof datasetSchema> & { readonly folder: string }

export interface DraftTables {
  /** Null where the data names no table. Errors: those of openTable and joinTables. */
  readonly read: (folder: string, dataset: unknown) => Promise<DraftTable | null>
}

/** Keeps what the last two data sets hold. */
export function createDraftTables(readings: Pick<Readings, 'table'>): DraftTables {
  const describe = keepLast(
    2,
    (asked: TableQuestion & { readonly stamp: string }) => JSON.stringify(asked),
    async (asked) => toDraftTable(await joinedTable(asked, readings)),
  )
  return {
    read: async (folder, dataset) => {
      const asked = datasetSchema.safeParse(dataset).data
      if (asked === undefined) return null
      const paths = [asked, ...asked.join].map(({ table }) => resolve(folder, table))
      return describe({ ...asked, folder, stamp: await stampOf(paths) })
    },
  }
}

async function joinedTable(
  { folder, table: file, separator, sheet, id, join }: TableQuestion,
  readings: Pick<Readings, 'table'>,
): Promise<Table> {
  let table = await readings.table(resolve(folder, file), { separator, sheet, column: id })
  for (const one of join) {
    const options = { separator: one.separator, sheet: one.sheet, column: one.key ?? one.on }
    table = joinTables(table, await readings.table(resolve(folder, one.table), options), one)
  }
  return table
}

function toDraftTable(table: Table): DraftTable {
  return {
    rowCount: table.rows.length,
    columns: describeColumns(table).map(({ name, type, distinctCount, missingCount, levels }) => ({
      ...{ name, type, distinctCount, missingCount },
      levels: [...levels],
    })),
    head: table.rows.slice(0, shownRows).map(({ cells }) => table.columns.map((name) => cells[name] ?? '')),
    notices: [...table.notices],
  }
}
