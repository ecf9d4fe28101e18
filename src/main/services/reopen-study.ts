/** Opens the study of a run again from its snapshot, and refuses files that changed since the run began. */
import { AppError } from '@shared/errors'
import type { RunManifest } from '@shared/run'
import { fingerprintDataset } from '../dataset/fingerprint-dataset'
import { openDataset } from '../dataset/open-dataset'
import { MAX_STUDY_BYTES, openStudyText, type OpenStudy } from '../dataset/open-study'
import { readUtf8 } from '../files/read-bytes'
import { inspectModel } from '../graph/inspect-model'
import { prepareStudy, type PreparedStudy } from '../run/prepared-study'
import type { RunFolder } from '../store/run-folder'

/** Errors: run/changed (model or data set), and what opening study, table and model may say. */
export async function reopenStudy(folder: RunFolder, manifest: RunManifest): Promise<PreparedStudy> {
  const { modelPath } = await openSnapshot(folder, manifest)
  const card = await inspectModel(modelPath)
  if (card.sha256 !== manifest.model.sha256)
    throw new AppError('run/changed', { what: `model ${card.fileName}` })
  const prepared = await reopenUnchanged(folder, { ...manifest, model: card })
  const fingerprint = await fingerprintDataset(prepared.open, prepared.cases)
  if (fingerprint !== manifest.dataset.fingerprint) {
    throw new AppError('run/changed', { what: `data set ${manifest.dataset.table}` })
  }
  return prepared
}

/** The same for a worker, whose run has looked at model and data a moment ago. Errors: what opening study and table may say. */
export async function reopenUnchanged(folder: RunFolder, manifest: RunManifest): Promise<PreparedStudy> {
  const open = await openSnapshot(folder, manifest)
  const dataset = await openDataset(open)
  return prepareStudy({ open, card: manifest.model, dataset, settings: manifest.settings })
}

async function openSnapshot({ study }: RunFolder, { studyFile }: RunManifest): Promise<OpenStudy> {
  return openStudyText(await readUtf8(study, MAX_STUDY_BYTES), studyFile)
}
