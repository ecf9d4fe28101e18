/** The first case that can be read: what is learned from one case is learned from it. */
import { unlessBug } from '@shared/expected-failure'
import { AppError } from '@shared/errors'
import type { OccludedCase } from '../batch/fill-batch'
import type { DatasetCase } from '../dataset/dataset'
import type { CaseMasker } from '../maskers/joint-masker'
import { piecesKey } from '../session/paths/grid-pieces'
import type { FirstTensors } from './first-tensors'
import { loadCase } from './load-case'
import { toOccludedCase } from './occlude-case'
import type { PreparedStudy } from './prepared-study'

/** Loads it with its donors; null when no case can be read. */
export async function firstOccludedCase(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  known: FirstTensors | null = null,
): Promise<OccludedCase | null> {
  for (const datasetCase of prepared.cases) {
    const occluded = await loadOccluded(prepared, maskers, datasetCase, known)
    if (occluded !== null) return occluded
  }
  return null
}

/** Why the first case cannot be read or masked, as its error. */
export async function firstRefusal(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
): Promise<unknown> {
  const [first] = prepared.cases
  if (first === undefined) return new AppError('bug/unexpected', { where: 'firstRefusal', words: 'no cases' })
  try {
    await toOccludedCase(prepared, maskers, first, await loadCase(prepared, maskers, first))
  } catch (thrown) {
    return thrown
  }
  return new AppError('bug/unexpected', { where: 'firstRefusal', words: 'the first case can be masked' })
}

/** How many cases are looked at beside the first. */
const neighbours = 2

/**
 * Finds a case soon after the first whose tensors have other dims, as texts of a model without a fixed length have; null when
 * those looked at are alike.
 */
export async function unlikeCase(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  first: OccludedCase,
): Promise<OccludedCase | null> {
  if (prepared.card.inputs.every(({ dims }) => dims.slice(1).every(Number.isInteger))) return null
  const place = prepared.cases.findIndex(({ caseId }) => caseId === first.original.caseId)
  const key = piecesKey(first)
  for (const datasetCase of prepared.cases.slice(place + 1, place + 1 + neighbours)) {
    const occluded = await loadOccluded(prepared, maskers, datasetCase)
    if (occluded !== null && piecesKey(occluded) !== key) return occluded
  }
  return null
}

/** Loads a case with its donors; null when it cannot be read. */
export async function loadOccluded(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  datasetCase: DatasetCase,
  known: FirstTensors | null = null,
): Promise<OccludedCase | null> {
  const original = await loadCase(prepared, maskers, datasetCase, known).catch(unlessBug(null))
  if (original === null) return null
  return toOccludedCase(prepared, maskers, datasetCase, original).catch(unlessBug(null))
}

/** The case of an id, with its donors; null when it cannot be read. */
export async function loadById(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  caseId: string,
): Promise<OccludedCase | null> {
  const datasetCase = prepared.cases.find((one) => one.caseId === caseId)
  return datasetCase === undefined ? null : loadOccluded(prepared, maskers, datasetCase)
}

/** Seconds in which a case is read again. */
export async function timeReading(
  prepared: PreparedStudy,
  { maskers, original }: OccludedCase,
): Promise<number> {
  const startedMs = performance.now()
  await loadById(prepared, maskers, original.caseId)
  return (performance.now() - startedMs) / 1000
}
