import type { ExportTable } from '@shared/export-tables'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { writeOutput } from '../../../store/write-output'
import { toLines } from '../terminal'
import { findRun } from './run'

export interface ExportOptions extends GlobalOptions {
  readonly format: 'csv' | 'json'
  readonly table: ExportTable
  readonly output?: string
}

/** Writes a run as CSV or JSON, to a file or to stdout, and says what is missing in it. */
export async function exportFile(
  name: string,
  options: ExportOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const services = openServices(options, { programs })
  const run = await findRun(services, name)
  const format = options.json === true ? 'json' : options.format
  const { pieces, notices } = await services.runs.openExport({ run, format, table: options.table })
  if (options.output === undefined) await terminal.printAll(pieces)
  else terminal.say(`Wrote ${await writeOutput(options.output, pieces)}`)
  for (const notice of notices) terminal.say(toLines(notice))
}
