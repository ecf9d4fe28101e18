import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { writeOutput } from '../../../store/write-output'
import { findRun } from './run'

export interface ExportOptions extends GlobalOptions {
  readonly format: 'csv' | 'json'
  readonly table: 'contributions' | 'cases' | 'parts'
  readonly output?: string
}

/** Writes a run as CSV or JSON, to a file or to stdout. */
export async function exportFile(
  name: string,
  options: ExportOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const services = openServices(options, { programs })
  const run = await findRun(services, name)
  const format = options.json === true ? 'json' : options.format
  const { file } = await services.runs.export({ run, format, table: options.table })
  const text = await file.text()
  if (options.output === undefined) {
    terminal.print(text.trimEnd())
    return
  }
  terminal.say(`Wrote ${await writeOutput(options.output, text)}`)
}
