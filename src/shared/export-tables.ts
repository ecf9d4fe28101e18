/** The tables that a run is exported as. */
import { z } from 'zod'

export const exportTables = [
  'contributions',
  'labels',
  'cases',
  'parts',
  'joint',
  'grounding',
  'outputs',
] as const
export type ExportTable = (typeof exportTables)[number]

export const exportTableSchema = z
  .enum(exportTables)
  .describe('which table a CSV holds; outputs: the stored records, one JSON a line; JSON holds everything')
