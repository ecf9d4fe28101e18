/** How the session of a study is opened. */
import { availableParallelism } from 'node:os'
import type { DeviceName } from '@shared/study'
import type { PreparedStudy } from './prepared-study'

/** Threads: what the study says, but never more than cores (PERFORMANCE: more halve the speed). */
export function sessionOptions({ card, open, settings }: PreparedStudy, device: DeviceName = 'cpu') {
  const cores = availableParallelism()
  return {
    card,
    outputs: open.study.outputs,
    threads: Math.min(settings.threads ?? cores, cores),
    device,
  }
}
