/** One case against all its masks: original output and every occluded output, batch after batch. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import type { OccludedCase } from '../batch/fill-batch'
import { findInert } from '../batch/find-inert'
import { findTwins } from '../batch/find-twins'
import type { Occlusion } from '../batch/plan-batches'
import type { DatasetCase } from '../dataset/dataset'
import type { CaseTensors } from '../tensors/modality-tensors'
import { collectOutputs } from './case-outputs'
import type { CaseMasker } from '../maskers/joint-masker'
import type { RunPath } from '../session/paths/run-path'
import { loadDonors } from './donors'
import type { PreparedStudy } from './prepared-study'
import { assertFinite, listOcclusions, toStoredOutput, type OccludedOutput } from './occlusions'

/** What computes cases one after the other. */
export interface CaseMachine {
  readonly prepared: PreparedStudy
  readonly maskers: readonly CaseMasker[]
  readonly path: RunPath
}

/** What one batch did: passes that ran, and passes that need not run because their parts are inert or drawn twice. */
export interface CaseStep {
  readonly run: number
  readonly passedOver: number
}

/**
 * Runs one case batch by batch and returns its outputs. Between batches it gives way to other events, so that a cancel is
 * seen: onnxruntime blocks this process while it computes.
 *
 * Errors: run/cancelled, run/path-differs-later, run/not-finite, run/not-finite-original, and those of readers and session.
 */
export async function* occludeCase(
  machine: CaseMachine,
  datasetCase: DatasetCase,
  original: CaseTensors,
  signal: AbortSignal,
): AsyncGenerator<CaseStep, CaseOutputs> {
  const { prepared, maskers } = machine
  const { outputs } = prepared.open.study
  const occluded = await toOccludedCase(prepared, maskers, datasetCase, original)
  const all = listOcclusions(maskers, original)
  const inert = findInert(all, occluded)
  const effective = all.filter((one) => !inert.has(one))
  const twins = findTwins(effective, occluded)
  const occlusions = effective.filter((one) => !twins.has(one))
  yield { run: 0, passedOver: inert.size + twins.size }
  const path = await machine.path.openCase(occluded)
  const done: OccludedOutput[] = []
  for (const batch of path.planBatches(occlusions)) {
    await nextTurn()
    if (signal.aborted) throw new AppError('run/cancelled', {})
    const rows = await path.run(batch)
    for (const [index, occlusion] of batch.entries()) {
      const one = { occlusion, output: toStoredOutput(rows[index] ?? [], outputs) }
      assertFinite(one, maskers, original.caseId)
      done.push(one)
    }
    yield { run: batch.length, passedOver: 0 }
  }
  const complete = [...done, ...toTwinOutputs(done, twins)]
  const collected = collectOutputs(maskers, datasetCase, original, complete, inert)
  const comparison = machine.path.takeComparison?.() ?? null
  return {
    ...collected,
    notices: [...collected.notices, ...(machine.path.takeNotices?.() ?? [])],
    ...(comparison === null ? {} : { compared: comparison }),
  }
}

/** A twin has the output of the mask that was run in its place. */
function toTwinOutputs(
  done: readonly OccludedOutput[],
  twins: ReadonlyMap<Occlusion, Occlusion>,
): OccludedOutput[] {
  const outputOf = new Map(done.map(({ occlusion, output }) => [occlusion, output]))
  return [...twins].map(([occlusion, run]) => ({ occlusion, output: outputOf.get(run) ?? [] }))
}

/** Gathers what the occlusions of a case share; reads its donors. Errors: masker/no-donor, and those of readers. */
export async function toOccludedCase(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  datasetCase: DatasetCase,
  original: CaseTensors,
): Promise<OccludedCase> {
  return { original, maskers, seed: prepared.settings.seed, donors: await loadDonors(prepared, datasetCase) }
}
