/** Host side of one runner process, and of a second one that tries no path, when choosing one ended the first. */
import type { ErrorData, Interruption } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import type { Estimate } from '../../services/execute-estimate'
import type { ChildProgram, Fork } from './child-program'
import type { HostToRunner, RunnerTask, RunnerToHost } from './messages'

export interface RunnerEars {
  readonly event: (event: RunEvent) => void
  /** Called once, the last. Codes: those of the task; run/process-ended; run/cancelled for one that had to be killed. */
  readonly over: (error: ErrorData | null, estimate: Estimate | null) => void
}

export interface Runner {
  readonly cancel: () => void
  /** Asks it to end behind its batch because what started it is gone. */
  readonly stop: (cause: Interruption) => void
}

/** So long a runner that was cancelled may need to end behind its batch. */
const cancelGraceMs = 1000

/**
 * Forks a runner for a task. A native crash before it said anything but its phases came from a trial of device or path: a second process is told
 * how the first one ended, and takes the plain path.
 */
export function startRunner(fork: Fork, task: RunnerTask, ears: RunnerEars): Runner {
  let [isHeard, isOver, isEnding, isKilled] = [false, false, false, false]
  let runner: ChildProgram<HostToRunner, RunnerToHost> | null = null
  const over = (error: ErrorData | null, estimate: Estimate | null = null): void => {
    if (isOver) return
    isOver = true
    ears.over(error, estimate)
  }
  const begin = (crashed: string | null): void => {
    runner = fork<HostToRunner, RunnerToHost>('runner')
    runner.listen((message) => {
      // Phases come before the trials, which may crash.
      if (message.kind !== 'event' || message.event.event !== 'phase') isHeard = true
      if (message.kind === 'event') ears.event(message.event)
      else if (message.kind === 'estimated') over(null, message.estimate)
      else over(message.error)
    })
    runner.onExit((why) => {
      if (isOver) return
      if (isKilled) over({ code: 'run/cancelled', details: {} })
      else if (crashed === null && !isHeard && !isEnding) begin(why)
      else over({ code: 'run/process-ended', details: { why } })
    })
    runner.post({ ...task, crashed })
  }
  // An estimate leaves nothing behind: it need not be asked, and may be busy for long with one file.
  const end = (message: HostToRunner): void => {
    if (task.kind === 'estimate') runner?.kill()
    else runner?.post(message)
  }
  begin(null)
  return {
    cancel: () => {
      isEnding = true
      end({ kind: 'cancel' })
      // Every case that is done is on disk: what a longer batch or a trial loses is what a cancel loses anyway.
      const timer = setTimeout(() => {
        if (isOver) return
        isKilled = true
        runner?.kill()
      }, cancelGraceMs)
      timer.unref()
    },
    stop: (cause) => {
      isEnding = true
      end({ kind: 'stop', cause })
    },
  }
}
