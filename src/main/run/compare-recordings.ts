/** More recordings than the first cases are compared in a check: whether they are alike shows in no single one. */
import { at } from '@shared/at'
import { unlessBug } from '@shared/expected-failure'
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'
import type { RecordingSum } from './recording-differences'

/** A recording is small beside a picture; the run itself compares all. */
const mostRecordings = 60

/** Adds recordings of cases that were not read yet, of the modalities that have such, evenly spread over the cases. */
export async function compareRecordings(
  prepared: PreparedStudy,
  cases: readonly DatasetCase[],
  recordings: RecordingSum,
): Promise<void> {
  const names = recordings.modalities()
  const modalities = prepared.open.study.modalities.filter(({ name }) => names.includes(name))
  for (const datasetCase of modalities.length === 0 ? [] : spread(cases)) {
    for (const modality of modalities) {
      if (isAbsent(modality, datasetCase)) continue
      // Why a recording cannot be had is looked for in the first cases alone.
      const tensors = await loadModality(prepared, datasetCase, modality).catch(unlessBug(null))
      if (tensors?.recording !== undefined) {
        recordings.add(modality.name, datasetCase.caseId, tensors.recording)
      }
    }
  }
}

function spread(cases: readonly DatasetCase[]): readonly DatasetCase[] {
  const length = Math.min(mostRecordings, cases.length)
  return Array.from({ length }, (_, place) => at(cases, Math.floor((place * cases.length) / length)))
}
