/** 9 of 11: what a run will cost, before it starts. */
import type { Notice, RunPlan } from '@shared/run'
import { elementCount } from '@shared/tensor'
import type { DatasetCase } from '../dataset/dataset'
import { patientKey } from '../dataset/patient-key'
import type { Masker } from '../maskers/masker'
import { effectiveBatchSize } from '../session/effective-batch-size'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { loadModality } from './load-case'
import { listParts } from './occlusions'
import { firstTensors } from './prepare-maskers'
import type { PreparedStudy } from './prepared-study'

export interface PlannedRun {
  readonly plan: RunPlan
  /** Forward passes counted for a case. */
  readonly passesOf: (caseId: string) => number
}

/**
 * Counts passes and memory. Texts are tokenised for every case, so their parts are exact; image and volume parts are
 * those of the first readable case, which is exact wherever the preprocessing ends in one size.
 */
export async function planRun(prepared: PreparedStudy, maskers: readonly Masker[]): Promise<PlannedRun> {
  const firsts = await loadFirst(prepared)
  const passes = new Map<string, number>()
  for (const datasetCase of prepared.cases) {
    passes.set(datasetCase.caseId, await countCase(prepared, maskers, firsts, datasetCase))
  }
  const batchSize = plannedBatchSize(prepared)
  const plan: RunPlan = {
    caseCount: prepared.cases.length,
    patientCount: new Set(prepared.cases.map(patientKey)).size,
    passes: [...passes.values()].reduce((sum, count) => sum + count, 0),
    isUpperLimit: prepared.settings.adaptive !== null,
    passesAreExact: firsts.size === prepared.open.study.modalities.length,
    parts: maskers.map((masker) => ({
      modality: masker.name,
      perCase: countParts(masker, firsts.get(masker.source)),
    })),
    batchSize,
    memoryBytes: memoryOf(firsts, batchSize),
    secondsPerPass: null,
    notices: batchNotices(prepared, batchSize),
  }
  return { plan, passesOf: (caseId) => passes.get(caseId) ?? 0 }
}

function plannedBatchSize({ card, settings }: PreparedStudy): number {
  return settings.path === 'plain' ? 1 : effectiveBatchSize(card, settings.batchSize)
}

async function loadFirst(prepared: PreparedStudy): Promise<ReadonlyMap<string, ModalityTensors>> {
  const firsts = new Map<string, ModalityTensors>()
  for (const modality of prepared.open.study.modalities) {
    const tensors = await firstTensors(prepared, modality)
    if (tensors !== null) firsts.set(modality.name, tensors)
  }
  return firsts
}

/** Passes of one case; a text that cannot be tokenised counts like the first one, its case will be skipped. */
async function countCase(
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  firsts: ReadonlyMap<string, ModalityTensors>,
  datasetCase: DatasetCase,
): Promise<number> {
  let passes = 1
  for (const masker of maskers) {
    const modality = prepared.open.study.modalities.find(({ name }) => name === masker.source)
    const tensors =
      modality?.kind === 'text'
        ? await loadModality(prepared, datasetCase, modality).catch(() => undefined)
        : undefined
    passes += countParts(masker, tensors ?? firsts.get(masker.source), 'with whole') * masker.draws
  }
  return passes
}

function countParts(masker: Masker, tensors: ModalityTensors | undefined, count?: 'with whole'): number {
  if (tensors === undefined) return 0
  const parts = listParts(masker, tensors).length
  return count === 'with whole' || parts === 1 ? parts : parts - 1
}

/** Tensors of one case, one slot of it per pass of a batch, and as much again inside the runtime. */
function memoryOf(firsts: ReadonlyMap<string, ModalityTensors>, batchSize: number): number {
  const perCase = [...firsts.values()]
    .flatMap(({ tensors }) => [...tensors.values()])
    .reduce((sum, { dims, values }) => sum + elementCount(dims) * values.BYTES_PER_ELEMENT, 0)
  return perCase * (1 + 2 * batchSize)
}

function batchNotices({ card, settings }: PreparedStudy, batchSize: number): Notice[] {
  if (card.fixedBatch === null || settings.path === 'plain' || settings.batchSize === batchSize) return []
  return [{ code: 'run/fixed-batch', details: { model: card.fileName, batch: batchSize } }]
}
