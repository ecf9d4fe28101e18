import { resolve } from 'node:path'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { followRun } from '../follow-run'
import { writeReport } from './report'
import { printResult } from './run'

export interface DemoOptions extends GlobalOptions {
  /** Name of a demo, or all. */
  readonly model: string
  readonly output?: string
}

/** Generates the synthetic cohort, runs a model over it, shows the result and writes its report. */
export async function demo(options: DemoOptions, context: CommandContext): Promise<void> {
  const { terminal } = context
  const services = openServices(options)
  const demos = await services.studies.demos(undefined)
  const chosen = options.model === 'all' ? demos.map((one) => one.demo) : [options.model]
  for (const name of chosen) {
    const { studyId } = await services.studies.openDemo({ demo: name })
    const found = demos.find((one) => one.demo === name)
    if (found !== undefined) terminal.say(`${found.name}. What was planted: ${found.groundTruth}`)
    const { run } = await services.runs.start({ studyId, overrides: {} })
    if (!(await followRun(services, run, context))) return
    await printResult(services, run, options, context)
    const report = await writeReport(
      services,
      run,
      resolve(options.output ?? '.', `modalens-demo-${name}.pdf`),
    )
    terminal.say(`\nReport: ${report}\nRun:    ${services.runs.folderOf(run).path}\n`)
  }
}
