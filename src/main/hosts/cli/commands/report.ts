import { reportContentWords, type ReportContent } from '@shared/report-content'
import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { writeOutput } from '../../../store/write-output'
import { findRun } from './run'

export interface ReportOptions extends GlobalOptions {
  readonly output?: string
  readonly words?: boolean
  readonly fileNames?: boolean
}

/** Writes the PDF report of a run. */
export async function report(
  name: string,
  options: ReportOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const services = openServices(options, { programs })
  const run = await findRun(services, name)
  const path = await writeReport(services, run, options)
  if (options.json === true) terminal.print(JSON.stringify({ run, report: path }))
  else terminal.say(`Wrote ${path}. ${reportContentWords(contentOf(options))}`)
}

/** Makes the report and returns the absolute path of its file; by default named after the run, in this folder. */
export async function writeReport(
  services: Services,
  run: string,
  options: Pick<ReportOptions, 'output' | 'words' | 'fileNames'>,
): Promise<string> {
  const { fileName, file } = await services.reports.create({ run, ...contentOf(options) })
  return writeOutput(options.output ?? fileName, new Uint8Array(await file.arrayBuffer()))
}

function contentOf({ words = false, fileNames = false }: ReportOptions): ReportContent {
  return { words, fileNames }
}
