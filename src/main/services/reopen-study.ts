/** Opens the study of a run again from its snapshot, and refuses files that changed since the run began. */
import { readFile } from 'node:fs/promises'
import { AppError } from '@shared/errors'
import type { RunManifest } from '@shared/run'
import { fingerprintDataset } from '../dataset/fingerprint-dataset'
import { openDataset } from '../dataset/open-dataset'
import { openStudyText } from '../dataset/open-study'
import { inspectModel } from '../graph/inspect-model'
import { prepareStudy, type PreparedStudy } from '../run/prepared-study'
import type { RunFolder } from '../store/run-folder'

/** Errors: run/changed (model or data set), and what opening study, table and model may say. */
export async function reopenStudy(folder: RunFolder, manifest: RunManifest): Promise<PreparedStudy> {
  const open = openStudyText(await readFile(folder.study, 'utf8'), manifest.studyFile)
  const card = await inspectModel(open.modelPath)
  if (card.sha256 !== manifest.model.sha256)
    throw new AppError('run/changed', { what: `model ${card.fileName}` })
  const dataset = await openDataset(open)
  const prepared = await prepareStudy({ open, card, dataset, settings: manifest.settings })
  const fingerprint = await fingerprintDataset(open, prepared.cases)
  if (fingerprint !== manifest.dataset.fingerprint) {
    throw new AppError('run/changed', { what: `data set ${manifest.dataset.table}` })
  }
  return prepared
}
