/** 9 of 11: a plan with a time in it: one trial pass of the first case, after one to warm up. */
import type { RunPlan } from '@shared/run'
import { createBatchBuffers } from '../batch/batch-buffers'
import { fillBatch } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { openSession } from '../session/open-session'
import type { CaseTensors } from '../tensors/modality-tensors'
import { loadCase } from './load-case'
import { planRun } from './plan-run'
import { prepareMaskers } from './prepare-maskers'
import type { PreparedStudy } from './prepared-study'
import { sessionOptions } from './session-options'

/** Plans the run and times a batch of it. The estimate is null when no case can be read. Errors: those of the session. */
export async function estimateRun(prepared: PreparedStudy): Promise<RunPlan> {
  const { plan } = await planRun(prepared, await prepareMaskers(prepared))
  const original = await firstCase(prepared)
  if (original === null) return plan
  return { ...plan, secondsPerPass: await timePass(prepared, original, plan.batchSize) }
}

async function firstCase(prepared: PreparedStudy): Promise<CaseTensors | null> {
  for (const datasetCase of prepared.cases) {
    const original = await loadCase(prepared, datasetCase).catch(() => null)
    if (original !== null) return original
  }
  return null
}

async function timePass(prepared: PreparedStudy, original: CaseTensors, batchSize: number): Promise<number> {
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared))
  try {
    const buffers = createBatchBuffers(original, batchSize)
    const untouched: Occlusion = { masker: null, part: 'whole', draw: 0 }
    const batch = Array<Occlusion>(batchSize).fill(untouched)
    const feeds = fillBatch(batch, { original, maskers: [], seed: 0, donors: new Map() }, buffers)
    await session.run(feeds, batchSize)
    const startedMs = performance.now()
    await session.run(feeds, batchSize)
    return (performance.now() - startedMs) / 1000 / batchSize
  } finally {
    await session.release()
  }
}
