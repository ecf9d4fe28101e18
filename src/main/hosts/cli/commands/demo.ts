import { join } from 'node:path'
import type { RunResult } from '@shared/run'
import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { followRun } from '../follow-run'
import { toResultText } from '../result-text'
import { makeOutputFolder } from '../../../store/write-output'
import { writeReport } from './report'

export interface DemoOptions extends GlobalOptions {
  /** Name of a demo, or all. */
  readonly model: string
  readonly output?: string
}

/** Generates the synthetic cohort, runs one model or all over it, shows the results and writes their reports. */
export async function demo(options: DemoOptions, context: CommandContext): Promise<void> {
  const { terminal } = context
  const services = openServices(options, context)
  const folder = await makeOutputFolder(options.output ?? '.')
  const demos = await services.studies.demos(undefined)
  const names = options.model === 'all' ? demos.map((one) => one.demo) : [options.model]
  const results: RunResult[] = []
  for (const name of names) {
    const found = demos.find((one) => one.demo === name)
    if (found !== undefined) terminal.say(`${found.name}. What was planted: ${found.groundTruth}`)
    const ended = await runDemo(services, name, context)
    if (ended === null) return
    const { result, told } = ended
    results.push(result)
    if (options.json !== true) terminal.print(toResultText(result, told))
    const report = await writeReport(services, result.run, {
      output: join(folder, `modalens-demo-${name}.pdf`),
      words: true,
      fileNames: true,
    })
    terminal.say(`\nReport: ${report}\nRun:    ${services.runs.folderOf(result.run).path}\n`)
  }
  if (options.json === true) terminal.print(JSON.stringify(options.model === 'all' ? results : results[0]))
}

/** The result and what was said on the way, or null where the run was cancelled or failed, which has been said. */
async function runDemo(
  services: Services,
  name: string,
  context: CommandContext,
): Promise<{ readonly result: RunResult; readonly told: ReadonlySet<string> } | null> {
  const { studyId } = await services.studies.openDemo({ demo: name })
  const { run } = await services.runs.start({ studyId, overrides: {} })
  const told = await followRun(services, run, context)
  return told === null ? null : { result: await services.runs.result({ run }), told }
}
