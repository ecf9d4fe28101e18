/** 9 of 11: the first case that can be read: what is learned from one case is learned from it. */
import type { OccludedCase } from '../batch/fill-batch'
import type { Masker } from '../maskers/masker'
import { loadCase } from './load-case'
import { toOccludedCase } from './occlude-case'
import type { PreparedStudy } from './prepared-study'

/** Loads it with its donors; null when no case can be read. */
export async function firstOccludedCase(
  prepared: PreparedStudy,
  maskers: readonly Masker[],
): Promise<OccludedCase | null> {
  for (const datasetCase of prepared.cases) {
    const original = await loadCase(prepared, datasetCase).catch(() => null)
    if (original === null) continue
    const occluded = await toOccludedCase(prepared, maskers, datasetCase, original).catch(() => null)
    if (occluded !== null) return occluded
  }
  return null
}

/** Seconds in which the first case that can be read is read again. */
export async function timeReading(prepared: PreparedStudy, maskers: readonly Masker[]): Promise<number> {
  const startedMs = performance.now()
  await firstOccludedCase(prepared, maskers)
  return (performance.now() - startedMs) / 1000
}
