/** Benchmark: what the desk process holds when a volume was looked at, and when nobody has asked for a while. */
import { join } from 'node:path'
import { createDeskProcess, usualBounds } from '../../../src/main/hosts/engine/desk-process'
import { createNodeFork } from '../../../src/main/hosts/engine/fork-node'
import { programs } from './open-host'
import { findProgram, memoryOf } from './process-memory'

export interface GivenBack {
  readonly lookedAtBytes: number
  /** 0: the process is gone. */
  readonly idleBytes: number
}

/** Not the minutes that the application waits. */
const idleMs = 2000

export async function measureIdle(path: string): Promise<GivenBack> {
  const desk = createDeskProcess(createNodeFork(programs), () => null, { ...usualBounds, idleMs })
  const { studyId } = await desk.openStudy({ path })
  const place = {
    studyId,
    path,
    caseId: 'nifti',
    modality: 'ct',
    view: 'source',
    axis: 'z',
    part: null,
  } as const
  await desk.slice({ ...place, index: 0, count: 1 })
  const bytes = (): number => memoryOf(findProgram(process.pid, join('main', 'desk.js')) ?? 0)?.nowBytes ?? 0
  const lookedAtBytes = bytes()
  await new Promise((resolve) => setTimeout(resolve, 2 * idleMs))
  return { lookedAtBytes, idleBytes: bytes() }
}
