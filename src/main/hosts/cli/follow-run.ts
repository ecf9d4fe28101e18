/** Follows a run to its end in the terminal. */
import { join } from 'node:path'
import { noticeSentence } from '@shared/words/describe-notice'
import type { RunEvent } from '@shared/run'
import type { PhaseTime, RunPhase } from '@shared/run-phases'
import { phaseLine } from '@shared/words/phase-words'
import { isInterruption } from '@shared/run-fault'
import { unlessBug } from '@shared/expected-failure'
import type { Services } from '../../services/services'
import { homeFolder } from '../home-folder'
import type { CommandContext } from './command-context'
import { exitCodeOf, exitCodes } from './exit-codes'
import { createProgressBar } from './progress-bar'
import { createNoticeTeller } from './tell-notices'
import { toLines } from './terminal'

/**
 * Shows progress and notices, cancels on Ctrl+C after the batch at hand, and sets the exit code. The sentences of
 * the notices that were heard when it finished, else null.
 */
export async function followRun(
  services: Services,
  run: string,
  { terminal, signal, setExitCode }: CommandContext,
): Promise<ReadonlySet<string> | null> {
  const heard = new Set<string>()
  const phases = new Map<RunPhase, PhaseTime>()
  const bar = createProgressBar(terminal)
  const notices = createNoticeTeller((words) => {
    bar.clear()
    terminal.say(words)
  })
  const cancel = (): void => {
    // One that is over by now needs no cancel.
    services.runs.cancel({ run }).catch(unlessBug(undefined))
  }
  signal.addEventListener('abort', cancel)
  // Ctrl+C may have come while the study was read, before anybody listened.
  if (signal.aborted) cancel()
  let last: RunEvent | null = null
  for await (const event of await services.runs.events({ run, from: 0 })) {
    last = event
    if (event.event === 'progress') bar.show(event.progress)
    if (event.event === 'phase') {
      if (event.phase.seconds === null) bar.enter(event.phase.phase)
      else phases.set(event.phase.phase, event.phase)
    }
    if (event.event === 'notice') {
      heard.add(noticeSentence(event.notice))
      notices.tell(event.notice)
    }
  }
  notices.end()
  bar.clear()
  if (last?.event === 'finished' && phases.size > 0) terminal.say(phaseLine([...phases.values()]))
  signal.removeEventListener('abort', cancel)
  if (last?.event === 'cancelled') {
    terminal.say(`Cancelled. What is done is kept: modalens resume ${nameForResume(services, run)}`)
    setExitCode(exitCodes.cancelled)
  } else if (last?.event === 'failed') {
    terminal.say(toLines(last.error))
    if (isInterruption(last.error)) terminal.say(`To go on: modalens resume ${nameForResume(services, run)}`)
    setExitCode(exitCodeOf(last.error))
  } else if (last?.event === 'finished' && last.casesSkipped > 0) {
    setExitCode(exitCodes.partlyDone)
  }
  return last?.event === 'finished' ? heard : null
}

/** The id where `modalens resume` finds it, the quoted path of the folder where the run lies elsewhere. */
function nameForResume(services: Services, run: string): string {
  const { path } = services.runs.folderOf(run)
  return path === join(homeFolder(), 'runs', run) ? run : JSON.stringify(path)
}
