import { caseCountWords } from '@shared/words/case-count-words'
import { toCaseGroundingTable } from '@shared/words/grounding-words'
import { loadRunFault } from '../../../store/run-store'
import { toCaseText } from '../case-text'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { toTable } from '../table'
import { toLines } from '../terminal'
import { findRun, printResult } from './run'

export interface ShowOptions extends GlobalOptions {
  readonly case?: string
}

/** Shows a run, one of its cases, or without a name the list of runs. */
export async function show(
  name: string | undefined,
  options: ShowOptions,
  context: CommandContext,
): Promise<void> {
  const services = openServices(options, context)
  const { terminal } = context
  if (name === undefined) {
    const runs = await services.runs.list(undefined)
    const rows = runs.map((one) => [
      one.run,
      one.name,
      one.state,
      caseCountWords(one),
      one.createdAt.slice(0, 16),
    ])
    terminal.print(
      options.json === true
        ? JSON.stringify(runs)
        : toTable(['run', 'study', 'state', 'cases', 'created'], rows),
    )
    for (const { damage } of runs) if (damage !== null) terminal.say(toLines(damage))
    return
  }
  const run = await findRun(services, name)
  if (options.case === undefined) {
    await printResult(services, run, options, context)
    const fault = await loadRunFault(services.runs.folderOf(run))
    if (fault !== null) terminal.say(toLines(fault))
    return
  }
  const one = await services.runs.case({ run, caseId: options.case })
  const { contribution, manifest, grounding } = await services.runs.result({ run })
  if (options.json === true) {
    terminal.print(JSON.stringify(one))
    return
  }
  const table = toCaseGroundingTable(grounding, options.case)
  const text = toCaseText(one, contribution.outputNames, manifest.labels)
  terminal.print(table === null ? text : `${text}\n\nGrounding\n${toTable(table.head, table.rows)}`)
}
