/** Puts the phases of a run between its other events, as they happen, and keeps their times and the figures so far in the run folder. */
import { whereRefused } from '@shared/expected-failure'
import type { RunEvent } from '@shared/run'
import type { PhaseTime } from '@shared/run-phases'
import { createPhaseWatch, type PhaseWatch } from '../run/phases'
import type { Clock } from '../run/stopwatch'
import { loadCourse, saveCourse } from '../store/phases-file'
import type { RunFolder } from '../store/run-folder'

/**
 * Yields what `execute` yields and the phases that it enters meanwhile, numbered anew without gaps. Times that cannot be written are
 * lost: no run ends for that.
 */
export async function* tellPhases(
  folder: RunFolder,
  clock: Clock,
  execute: (phases: PhaseWatch) => AsyncGenerator<RunEvent, void>,
): AsyncGenerator<RunEvent, void> {
  const told: PhaseTime[] = []
  let wake: () => void = () => undefined
  const before = await loadCourse(folder)
  let { figures } = before
  const phases = createPhaseWatch(clock, before.phases, (one) => {
    told.push(one)
    wake()
  })
  const events = execute(phases)
  let sequence = 0
  const drain = async function* (): AsyncGenerator<RunEvent, void> {
    for (let one = told.shift(); one !== undefined; one = told.shift()) {
      if (one.seconds !== null)
        await saveCourse(folder, { phases: [...phases.ended()], figures }).catch(whereRefused(undefined))
      yield { event: 'phase', run: folder.run, sequence: sequence++, phase: one }
    }
  }
  try {
    let next = settled(events)
    for (;;) {
      const news = new Promise<null>((resolve) => {
        wake = () => {
          resolve(null)
        }
      })
      const step = told.length > 0 ? null : await Promise.race([next, news])
      if (step !== null && isLast(step)) phases.end()
      yield* drain()
      if (step === null) continue
      if ('thrown' in step) throw step.thrown
      if (step.result.done === true) return
      const event = step.result.value
      if (event.event === 'planned') figures = []
      if (event.event === 'figures') figures = [...figures, event.figures]
      yield { ...event, sequence: sequence++ }
      next = settled(events)
    }
  } finally {
    await events.return()
  }
}

/** The last event of a run comes behind its phases. */
function isLast(step: Step): boolean {
  if ('thrown' in step || step.result.done === true) return true
  return ['finished', 'cancelled', 'failed'].includes(step.result.value.event)
}

type Step = { readonly result: IteratorResult<RunEvent, void> } | { readonly thrown: unknown }

/** Asked for once and waited for several times: a failure must not look unheard meanwhile. */
function settled(events: AsyncGenerator<RunEvent, void>): Promise<Step> {
  return events.next().then(
    (result): Step => ({ result }),
    (thrown: unknown): Step => ({ thrown }),
  )
}
