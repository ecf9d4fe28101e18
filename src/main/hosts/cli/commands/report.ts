import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { writeOutput } from '../../../store/write-output'
import { findRun } from './run'

export interface ReportOptions extends GlobalOptions {
  readonly output?: string
}

/** Writes the PDF report of a run. */
export async function report(
  name: string,
  options: ReportOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const services = openServices(options, { programs })
  const run = await findRun(services, name)
  const path = await writeReport(services, run, options.output)
  if (options.json === true) terminal.print(JSON.stringify({ run, report: path }))
  else terminal.say(`Wrote ${path}`)
}

/** Makes the report and returns the absolute path of its file; by default named after the run, in this folder. */
export async function writeReport(services: Services, run: string, output?: string): Promise<string> {
  const { fileName, file } = await services.reports.create({ run })
  return writeOutput(output ?? fileName, new Uint8Array(await file.arrayBuffer()))
}
