import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { findRun } from './run'

export interface ReportOptions extends GlobalOptions {
  readonly output?: string
}

/** Writes the PDF report of a run. */
export async function report(
  name: string,
  options: ReportOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const services = openServices(options)
  const run = await findRun(services, name)
  const path = await writeReport(services, run, options.output)
  if (options.json === true) terminal.print(JSON.stringify({ run, report: path }))
  else terminal.say(`Wrote ${path}`)
}

/** Makes the report and returns the absolute path of its file; by default named after the run, in this folder. */
export async function writeReport(services: Services, run: string, output?: string): Promise<string> {
  const { fileName, file } = await services.reports.create({ run })
  const path = resolve(output ?? fileName)
  await writeFile(path, new Uint8Array(await file.arrayBuffer()))
  return path
}
