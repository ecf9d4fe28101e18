/** What the cases of a run would be refused for, found without running it. */
import { toErrorData, type ErrorData } from '@shared/errors'
import { noticeKey } from '@shared/words/notice-lines'
import type { Notice } from '@shared/notice'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import { filesOf, sourceRef } from '../dataset/source-ref'
import { isFolder } from '../files/read-bytes'
import { kindOf } from '../kinds'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { compareRecordings } from './compare-recordings'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'
import { createRecordingSum } from './recording-differences'
import { watchFirstLabels } from './unseen-labels'

/** Why one modality of one case cannot be had. */
export interface CaseRefusal {
  readonly caseId: string
  readonly modality: string
  readonly error: ErrorData
  /** pixels: found by reading the file, which only the first cases were asked for. */
  readonly foundIn: 'table' | 'pixels'
}

export interface CaseSurvey {
  readonly caseCount: number
  /** Cases whose pixels were read. */
  readonly readCount: number
  readonly refusals: readonly CaseRefusal[]
  /** What was noticed where pixels were read: of every kind and modality the first. */
  readonly notices: readonly Notice[]
  /** True when no case that was looked at can be had: a run would fail. */
  readonly isHopeless: boolean
}

/** Cases whose pixels are read in any case, and the most while none of them can be had. */
const firstCases = 3
const mostCases = 10

/**
 * Looks at every case for what needs no pixel (cells, records, texts, whether files are there), and reads the pixels of the
 * first ones that passed; of recordings it compares more.
 */
export async function surveyCases(prepared: PreparedStudy): Promise<CaseSurvey> {
  const refusals: CaseRefusal[] = []
  const notices = new Map<string, Notice>()
  const recordings = createRecordingSum()
  const labels = watchFirstLabels(prepared.open.study, prepared.cases.length)
  const see: See = (caseId, tensors) => {
    const { modality, notices: own = [], recording } = tensors
    labels.add(tensors)
    for (const one of own) {
      const notice = { ...one, caseId, modality }
      if (!notices.has(noticeKey(notice))) notices.set(noticeKey(notice), notice)
    }
    if (recording !== undefined) recordings.add(modality, caseId, recording)
  }
  const sound: DatasetCase[] = []
  for (const datasetCase of prepared.cases) {
    const found = await refusalsOf(prepared, datasetCase, 'table', () => undefined)
    refusals.push(...found)
    if (found.length === 0) sound.push(datasetCase)
  }
  let readCount = 0
  let goodCount = 0
  for (const datasetCase of sound.slice(0, mostCases)) {
    if (readCount >= firstCases && goodCount > 0) break
    const found = await refusalsOf(prepared, datasetCase, 'pixels', see)
    refusals.push(...found)
    readCount += 1
    if (found.length === 0) goodCount += 1
  }
  await compareRecordings(prepared, sound.slice(readCount), recordings)
  const caseCount = prepared.cases.length
  const seen = [...notices.values(), ...recordings.end(), ...labels.end()]
  return { caseCount, readCount, refusals, notices: seen, isHopeless: goodCount === 0 }
}

type See = (caseId: string, tensors: ModalityTensors) => void

async function refusalsOf(
  prepared: PreparedStudy,
  datasetCase: DatasetCase,
  foundIn: CaseRefusal['foundIn'],
  see: See,
): Promise<CaseRefusal[]> {
  const refusals: CaseRefusal[] = []
  for (const modality of prepared.open.study.modalities) {
    try {
      const tensors = await lookAt(prepared, datasetCase, modality, foundIn)
      if (tensors !== null) see(datasetCase.caseId, tensors)
    } catch (thrown) {
      const error = toErrorData(thrown, `case ${datasetCase.caseId}`)
      refusals.push({ caseId: datasetCase.caseId, modality: modality.name, error, foundIn })
    }
  }
  return refusals
}

/** Throws what a run would skip the case for, and returns what was read of it. */
async function lookAt(
  prepared: PreparedStudy,
  datasetCase: DatasetCase,
  modality: StudyModality,
  foundIn: CaseRefusal['foundIn'],
): Promise<ModalityTensors | null> {
  if (isAbsent(modality, datasetCase)) return null
  const kind = kindOf(modality)
  // What the plan reads of every case is looked at in every case.
  const isLarge = kind.isLarge && !kind.partsDiffer
  if (isLarge === (foundIn === 'pixels')) return loadModality(prepared, datasetCase, modality)
  const ref = isLarge ? sourceRef(prepared.open, modality, datasetCase) : null
  for (const path of ref === null ? [] : filesOf(ref)) await isFolder(path)
  return null
}
