/** Host side of runs: forks a runner process per run and tells the engine what it says. */
import type { ChildProgram, Fork } from './child-program'
import type { EngineToHost, HostToEngine, HostToRunner, RunnerToHost } from './messages'

type Runner = ChildProgram<HostToRunner, RunnerToHost>

export interface Runners {
  /** Obeys run-start and run-cancel of the engine; anything else is ignored. */
  readonly obey: (message: EngineToHost) => void
  /** Asks all runners to stop after their batch: the engine that listened to them is gone. */
  readonly cancelAll: () => void
}

/** Makes the runners of one engine process. */
export function createRunners(fork: Fork, post: (message: HostToEngine) => void): Runners {
  const runners = new Map<number, Runner>()
  const start = (id: number, runFolder: string): void => {
    const runner: Runner = fork('runner')
    let isOver = false
    const over = (error: Extract<RunnerToHost, { kind: 'over' }>['error']): void => {
      if (isOver) return
      isOver = true
      runners.delete(id)
      post({ kind: 'run-over', id, error })
    }
    runner.listen((message) => {
      if (message.kind === 'event') post({ kind: 'run-event', id, event: message.event })
      else over(message.error)
    })
    runner.onExit((why) => {
      over({ code: 'engine/stopped', details: { why } })
    })
    runners.set(id, runner)
    runner.post({ kind: 'run', runFolder })
  }
  return {
    obey: (message) => {
      if (message.kind === 'run-start') start(message.id, message.runFolder)
      if (message.kind === 'run-cancel') runners.get(message.id)?.post({ kind: 'cancel' })
    },
    cancelAll: () => {
      for (const runner of runners.values()) runner.post({ kind: 'cancel' })
    },
  }
}
