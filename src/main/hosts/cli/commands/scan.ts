import { resolve } from 'node:path'
import { describeError } from '@shared/errors'
import type { ScanEvent, ScanSummary, ScannedFolder } from '@shared/scan'
import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { exitCodeOf, exitCodes } from '../exit-codes'
import { toCountWords, toScanTable, withoutIdentities } from '../scan-text'
import { toTable } from '../table'
import { toLines } from '../terminal'

export interface ScanOptions extends GlobalOptions {
  readonly remove?: boolean
  readonly identities?: boolean
}

const listedProblems = 20

/** Scans a folder, removes its index, or without a folder lists the indexes. */
export async function scan(
  path: string | undefined,
  options: ScanOptions,
  context: CommandContext,
): Promise<void> {
  const services = openServices(options, context)
  if (path === undefined) {
    printIndexes(await services.scans.list(undefined), options, context)
    return
  }
  if (options.remove === true) {
    await removeIndex(services, path, context)
    return
  }
  const started = await services.scans.start({ handle: services.files.grant(resolve(path)) })
  if (!(await followScan(services, started.scan, context))) return
  print(await services.scans.result(started), options, context)
}

/** Shows counts, cancels on Ctrl+C, and sets the exit code. True when it finished. */
async function followScan(
  services: Services,
  started: string,
  { terminal, signal, setExitCode }: CommandContext,
): Promise<boolean> {
  const cancel = (): void => {
    void services.scans.cancel({ scan: started })
  }
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  let last: ScanEvent | null = null
  for await (const event of await services.scans.events({ scan: started })) {
    last = event
    if (event.event === 'progress' && terminal.isLive)
      terminal.stderr.write(`\r\x1b[K${toCountWords(event.counts)}`)
  }
  if (terminal.isLive) terminal.stderr.write('\r\x1b[K')
  signal.removeEventListener('abort', cancel)
  if (last?.event === 'cancelled') {
    terminal.say('Cancelled. What was read is in the index; the next scan goes on from there.')
    setExitCode(exitCodes.cancelled)
  } else if (last?.event === 'failed') {
    terminal.say(toLines(last.error))
    setExitCode(exitCodeOf(last.error))
  }
  return last?.event === 'finished'
}

function print(found: ScannedFolder, options: ScanOptions, { terminal }: CommandContext): void {
  const shown = options.identities === true ? found : withoutIdentities(found)
  for (const notice of found.notices) terminal.say(describeError(notice).sentence)
  for (const { error } of found.problems.slice(0, listedProblems)) terminal.say(describeError(error).sentence)
  const more = found.counts.problems - Math.min(listedProblems, found.problems.length)
  if (more > 0) terminal.say(`${more} more problems are in the output of --json.`)
  if (options.json === true) {
    terminal.print(JSON.stringify(shown))
    return
  }
  const { added, changed, removed, unchanged } = found.changes
  terminal.print(toScanTable(shown))
  terminal.print('')
  terminal.print(toCountWords(found.counts))
  terminal.print(`${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`)
}

function printIndexes(
  scans: readonly ScanSummary[],
  { json }: ScanOptions,
  { terminal }: CommandContext,
): void {
  const rows = scans.map(({ path, counts, scannedAt, isComplete }) => [
    path,
    String(counts.files),
    scannedAt.slice(0, 16),
    isComplete ? 'complete' : 'cancelled',
  ])
  terminal.print(
    json === true ? JSON.stringify(scans) : toTable(['folder', 'files', 'scanned', 'state'], rows),
  )
}

async function removeIndex(
  services: Services,
  path: string,
  { terminal, setExitCode }: CommandContext,
): Promise<void> {
  const wanted = await services.scans.indexOf({ path: resolve(path) })
  const found = (await services.scans.list(undefined)).find((one) => one.scan === wanted)
  if (found === undefined) {
    terminal.say('There is no index of this folder.')
    setExitCode(exitCodes.input)
    return
  }
  await services.scans.remove({ scan: wanted })
  terminal.say('The index was removed. The folder itself is as it was.')
}
