/** What a run will cost, before it starts. */
import type { ErrorData } from '@shared/errors'
import { unlessBug } from '@shared/expected-failure'
import type { Notice } from '@shared/notice'
import type { RunPlan } from '@shared/run'
import { partCount } from '@shared/part'
import { elementCount } from '@shared/tensor'
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import { patientKey } from '../dataset/patient-key'
import { kindOf } from '../kinds'
import {
  isControl,
  isJoint,
  ofModalities,
  sourcesOf,
  toJointMasks,
  type CaseMasker,
} from '../maskers/joint-masker'
import type { ControlMasker, Masker } from '../maskers/masker'
import { effectiveBatchSize } from '../session/effective-batch-size'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { countCutTexts } from './cut-texts'
import type { FirstTensors } from './first-tensors'
import { largePartNotices } from './large-parts'
import { loadModality } from './load-modality'
import { listParts } from './occlusions'
import type { PreparedStudy } from './prepared-study'

export interface PlannedRun {
  readonly plan: RunPlan
  /** Forward passes counted for every case, in the order of the run. */
  readonly passes: readonly number[]
}

/**
 * Counts passes and memory. Texts are tokenised for every case, so their parts are exact; image and volume parts are
 * those of the first readable case, which is exact wherever the preprocessing ends in one size and parts are no labels.
 */
export async function planRun(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  known: FirstTensors,
): Promise<PlannedRun> {
  const firsts = await findFirsts(prepared, known)
  const passes: number[] = []
  const texts = new Map<string, TextCount>()
  for (const datasetCase of prepared.cases) {
    const ofCase = await loadTexts(prepared, datasetCase, known)
    for (const tensors of ofCase?.values() ?? []) countText(texts, tensors)
    passes.push(ofCase === null ? 0 : countCase(maskers, new Map([...firsts, ...ofCase])))
  }
  const cutNotices = [...texts.values()].flatMap(({ notices, total }) => countCutTexts(notices, total))
  const batchSize = plannedBatchSize(prepared)
  const plan: RunPlan = {
    caseCount: prepared.cases.length,
    patientCount: new Set(prepared.cases.map(patientKey)).size,
    passes: passes.reduce((sum, count) => sum + count, 0),
    isUpperLimit: prepared.settings.adaptive !== null,
    passesAreExact: firsts.size === prepared.open.study.modalities.length && !maskers.some(hasLabels(firsts)),
    parts: ofModalities(maskers).map((masker) => ({
      modality: masker.name,
      perCase: countParts(masker, firsts.get(masker.source)),
    })),
    batchSize,
    memoryBytes: memoryOf(firsts, batchSize),
    secondsPerPass: null,
    notices: [
      ...batchNotices(prepared, batchSize),
      ...largePartNotices(ofModalities(maskers), firsts),
      ...cutNotices,
    ],
  }
  return { plan, passes }
}

/** Cases differ in the labels that they have. */
function hasLabels(firsts: ReadonlyMap<string, ModalityTensors>): (masker: CaseMasker) => boolean {
  return (masker) => sourcesOf(masker).some((source) => firsts.get(source)?.labels !== undefined)
}

function plannedBatchSize({ card, settings }: PreparedStudy): number {
  return settings.path === 'plain' ? 1 : effectiveBatchSize(card, settings.batchSize)
}

async function findFirsts(
  prepared: PreparedStudy,
  known: FirstTensors,
): Promise<ReadonlyMap<string, ModalityTensors>> {
  const firsts = new Map<string, ModalityTensors>()
  for (const modality of prepared.open.study.modalities) {
    const tensors = await known.find(modality)
    if (tensors !== null) firsts.set(modality.name, tensors)
  }
  return firsts
}

/** The texts of a case; null where one cannot be tokenised: the case will be skipped. */
async function loadTexts(
  prepared: PreparedStudy,
  datasetCase: DatasetCase,
  known: FirstTensors,
): Promise<ReadonlyMap<string, ModalityTensors> | null> {
  const texts = new Map<string, ModalityTensors>()
  for (const modality of prepared.open.study.modalities) {
    if (!kindOf(modality).partsDiffer || isAbsent(modality, datasetCase)) continue
    const tensors =
      known.recall(datasetCase.caseId, modality.name) ??
      (await loadModality(prepared, datasetCase, modality).catch(unlessBug(null)))
    if (tensors === null) return null
    texts.set(modality.name, tensors)
  }
  return texts
}

function countCase(maskers: readonly CaseMasker[], tensors: ReadonlyMap<string, ModalityTensors>): number {
  const countMasks = (masker: CaseMasker): number => {
    if (isControl(masker)) return countControls(masker, tensors.get(masker.source))
    if (!isJoint(masker)) return countParts(masker, tensors.get(masker.source), 'with whole')
    return toJointMasks(masker, tensors) === null ? 0 : 1
  }
  return maskers.reduce((passes, masker) => passes + countMasks(masker) * masker.draws, 1)
}

function countControls(masker: ControlMasker, tensors: ModalityTensors | undefined): number {
  return tensors === undefined ? 0 : partCount(masker.layout(tensors))
}

/** What is kept of the texts of one modality: how many were read, and what was noticed. */
interface TextCount {
  total: number
  readonly notices: ErrorData[]
}

function countText(texts: Map<string, TextCount>, { modality, notices = [] }: ModalityTensors): void {
  const count = texts.get(modality) ?? { total: 0, notices: [] }
  texts.set(modality, count)
  count.total += 1
  count.notices.push(...notices)
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
