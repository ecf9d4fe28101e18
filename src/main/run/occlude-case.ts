/** 9 of 11: one case against all its masks: original output and every occluded output, batch after batch. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import { createBatchBuffers } from '../batch/batch-buffers'
import { fillBatch } from '../batch/fill-batch'
import { isInert } from '../batch/is-inert'
import { planBatches } from '../batch/plan-batches'
import type { DatasetCase } from '../dataset/dataset'
import type { CaseTensors } from '../tensors/modality-tensors'
import { collectOutputs } from './case-outputs'
import { loadDonors } from './donors'
import type { RunJob } from './job'
import { assertFinite, listOcclusions, toStoredOutput, type OccludedOutput } from './occlusions'

/** What one batch did: passes that ran, and passes that need not run because their parts are inert. */
export interface CaseStep {
  readonly run: number
  readonly passedOver: number
}

/**
 * Runs one case batch by batch and returns its outputs. Between batches it gives way to other events, so that a cancel is
 * seen: onnxruntime blocks this process while it computes.
 *
 * Errors: run/cancelled, run/not-finite, run/not-finite-original, and those of readers and session.
 */
export async function* occludeCase(
  job: RunJob,
  datasetCase: DatasetCase,
  original: CaseTensors,
): AsyncGenerator<CaseStep, CaseOutputs> {
  const { outputs } = job.prepared.open.study
  const donors = await loadDonors(job.prepared, datasetCase)
  const occluded = { original, maskers: job.maskers, seed: job.prepared.settings.seed, donors }
  const buffers = createBatchBuffers(original, job.plan.batchSize)
  const all = listOcclusions(job.maskers, original)
  const inert = new Set(all.filter((one) => one.masker !== null && isInert(one, occluded, buffers)))
  const occlusions = all.filter((one) => !inert.has(one))
  yield { run: 0, passedOver: inert.size }
  const done: OccludedOutput[] = []
  for (const batch of planBatches(occlusions, job.plan.batchSize)) {
    await nextTurn()
    if (job.signal.aborted) throw new AppError('run/cancelled', {})
    const feeds = fillBatch(batch, occluded, buffers)
    const rows = await job.session.run(feeds, batch.length)
    for (const [index, occlusion] of batch.entries()) {
      const one = { occlusion, output: toStoredOutput(rows[index] ?? [], outputs) }
      assertFinite(one, job.maskers, original.caseId)
      done.push(one)
    }
    yield { run: batch.length, passedOver: 0 }
  }
  return collectOutputs(job.maskers, datasetCase, original, done, inert)
}
