/** One masker per masked modality, with the statistics and part sizes that need a look at the cases. */
import { AppError } from '@shared/errors'
import { unlessBug } from '@shared/expected-failure'
import { jointDraws, toJointPart, type Grounding, type StudyModality } from '@shared/study'
import { partCount } from '@shared/part'
import { isAbsent } from '../dataset/absent-modality'
import { cohortReplacement, createCohortAccumulator } from '../maskers/cohort-accumulator'
import { kindOf } from '../kinds'
import type { CaseMasker, JointMasker } from '../maskers/joint-masker'
import type { CohortTensors, ControlMasker, Masker } from '../maskers/masker'
import type { FirstTensors } from './first-tensors'
import { loadModality } from './load-modality'
import { statisticsCases, type PreparedStudy } from './prepared-study'

/** Where every modality has the same default number of parts and nothing else says how many. */
const defaultMatchedParts = 49

/** What maskers need of cases, by modality of the study; those that need nothing are absent. */
export interface MaskStatistics {
  /** For the cohort replacements. */
  readonly tensors: ReadonlyMap<string, CohortTensors>
  /** Sizes of the parts that are matched to those of other modalities. */
  readonly partSizes: ReadonlyMap<string, readonly number[]>
}

/** Reads the whole dataset for every modality with a cohort replacement. Errors: run/cancelled between two cases, run/none-readable. */
export async function computeMaskStatistics(
  prepared: PreparedStudy,
  firsts: FirstTensors,
  signal?: AbortSignal,
): Promise<MaskStatistics> {
  const { modalities } = prepared.open.study
  const tensors = new Map<string, CohortTensors>()
  for (const modality of modalities) {
    const cohort = await computeCohort(prepared, modality, signal)
    if (cohort !== null) tensors.set(modality.name, cohort)
  }
  const target = await matchedPartCount(modalities, firsts, tensors)
  const partSizes = new Map<string, readonly number[]>()
  for (const modality of modalities.filter(isMatched)) {
    const size = kindOf(modality).matchedSize(modality, await firsts.need(modality), target)
    if (size !== null) partSizes.set(modality.name, size)
  }
  return { tensors, partSizes }
}

/** Makes the maskers in the order of the study, the sets of parts and the controls of labels behind them; reads no case. */
export function prepareMaskers(
  { open, settings }: PreparedStudy,
  { tensors, partSizes }: MaskStatistics,
): readonly CaseMasker[] {
  const { modalities, joint, grounding } = open.study
  const maskers = modalities.flatMap((modality) =>
    kindOf(modality).maskers(modality, {
      cohort: tensors.get(modality.name) ?? null,
      matchedSize: partSizes.get(modality.name) ?? null,
    }),
  )
  return [
    ...maskers,
    ...joint.map((references) => toJointMasker(references, maskers)),
    ...grounding.flatMap((one) => toControls(one, maskers, settings.seed)),
  ]
}

/** The study was checked: the modality is there, and has labels. */
function toControls(
  { modality, ...wish }: Grounding,
  maskers: readonly Masker[],
  seed: number,
): ControlMasker[] {
  return maskers
    .filter(({ name }) => name === modality)
    .flatMap(({ controlOf }) => controlOf?.({ ...wish, seed }) ?? [])
}

function toJointMasker(references: readonly string[], maskers: readonly Masker[]): JointMasker {
  const names = maskers.flatMap(({ name, source }) => [name, source])
  const members = references.flatMap((reference) => {
    const found = toJointPart(reference, names)
    if (found === null) throw new AppError('bug/unexpected', { where: 'toJointMasker', words: reference })
    // A modality of several channel groups is masked by masking all of them.
    const own = maskers.filter(({ name, source }) => name === found.modality || source === found.modality)
    return own.map((masker) => ({ masker, part: found.part }))
  })
  return {
    name: references.join(' + '),
    members,
    draws: jointDraws(members.map(({ masker }) => masker.draws)),
  }
}

function isMatched(modality: StudyModality): boolean {
  return typeof modality.parts !== 'string' && modality.parts.kind === 'match'
}

/** Parts of the smallest modality that is not matched itself (the rule of MM-SHAP): texts count by their first case. */
async function matchedPartCount(
  modalities: readonly StudyModality[],
  firsts: FirstTensors,
  cohorts: MaskStatistics['tensors'],
): Promise<number> {
  if (!modalities.some(isMatched)) return defaultMatchedParts
  const counts: number[] = []
  for (const modality of modalities.filter((one) => !isMatched(one))) {
    const tensors = await firsts.find(modality)
    if (tensors === null) continue
    const [masker] = kindOf(modality).maskers(modality, {
      cohort: cohorts.get(modality.name) ?? null,
      matchedSize: null,
    })
    if (masker !== undefined) counts.push(partCount(masker.layout(tensors)))
  }
  return counts.length === 0 ? defaultMatchedParts : Math.min(...counts)
}

async function computeCohort(
  prepared: PreparedStudy,
  modality: StudyModality,
  signal: AbortSignal | undefined,
): Promise<CohortTensors | null> {
  const replacement = cohortReplacement(modality)
  const ofCohort = kindOf(modality).cohort(modality)
  if (replacement === null || ofCohort === null) return null
  const accumulator = createCohortAccumulator(replacement, ofCohort)
  for (const datasetCase of statisticsCases(prepared)) {
    if (signal?.aborted === true) throw new AppError('run/cancelled', {})
    if (isAbsent(modality, datasetCase)) continue
    const tensors = await loadModality(prepared, datasetCase, modality).catch(unlessBug(null))
    if (tensors !== null) accumulator.add(tensors)
  }
  return accumulator.finish()
}
