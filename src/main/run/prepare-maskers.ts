/** One masker per masked modality, with the statistics and part sizes that need a look at the cases. */
import { AppError } from '@shared/errors'
import type { GridModality, StudyModality } from '@shared/study'
import { partCount } from '@shared/part'
import { isAbsent } from '../dataset/absent-modality'
import { cohortReplacement, createCohortAccumulator } from '../maskers/cohort-accumulator'
import { createMaskers } from '../maskers/create-maskers'
import type { CohortTensors, Masker } from '../maskers/masker'
import { matchPartSize } from '../maskers/match-part-size'
import { firstTensors, loadModality } from './load-modality'
import { statisticsCases, type PreparedStudy } from './prepared-study'

/** Where every modality has the same default number of parts and nothing else says how many. */
const defaultMatchedParts = 49

/** Makes the maskers in the order of the study. Cohort statistics read the whole dataset once. Errors: run/cancelled between two cases. */
export async function prepareMaskers(prepared: PreparedStudy, signal?: AbortSignal): Promise<Masker[]> {
  const { modalities } = prepared.open.study
  const target = await matchedPartCount(prepared)
  const maskers: Masker[] = []
  for (const modality of modalities) {
    const cohort = await computeCohort(prepared, modality, signal)
    const matchedSize = isMatched(modality) ? await matchedPartSize(prepared, modality, target) : null
    maskers.push(...createMaskers(modality, { cohort, matchedSize }))
  }
  return maskers
}

function isMatched(modality: StudyModality): modality is GridModality {
  return (modality.kind === 'image' || modality.kind === 'volume') && modality.parts.kind === 'match'
}

/** Parts of the smallest modality that is not matched itself (the rule of MM-SHAP): texts count by their first case. */
async function matchedPartCount(prepared: PreparedStudy): Promise<number> {
  const { modalities } = prepared.open.study
  if (!modalities.some(isMatched)) return defaultMatchedParts
  const counts: number[] = []
  for (const modality of modalities.filter((one) => !isMatched(one))) {
    const tensors = await firstTensors(prepared, modality)
    if (tensors === null) continue
    const [masker] = createMaskers(modality, { cohort: null, matchedSize: null })
    if (masker !== undefined) counts.push(partCount(masker.layout(tensors)))
  }
  return counts.length === 0 ? defaultMatchedParts : Math.min(...counts)
}

async function matchedPartSize(
  prepared: PreparedStudy,
  modality: GridModality,
  target: number,
): Promise<number[]> {
  const tensors = await firstTensors(prepared, modality)
  const dims = tensors?.tensors.get(modality.input)?.dims ?? []
  const rank = modality.kind === 'volume' ? 3 : 2
  const spatial = modality.layout === 'channels-last' ? dims.slice(0, rank) : dims.slice(-rank)
  return matchPartSize(spatial, target)
}

async function computeCohort(
  prepared: PreparedStudy,
  modality: StudyModality,
  signal: AbortSignal | undefined,
): Promise<CohortTensors | null> {
  const replacement = cohortReplacement(modality)
  if (replacement === null || modality.kind === 'text') return null
  const accumulator = createCohortAccumulator(replacement, modality)
  for (const datasetCase of statisticsCases(prepared)) {
    if (signal?.aborted === true) throw new AppError('run/cancelled', {})
    if (isAbsent(modality, datasetCase)) continue
    const tensors = await loadModality(prepared, datasetCase, modality).catch(() => null)
    if (tensors !== null) accumulator.add(tensors)
  }
  return accumulator.finish()
}
