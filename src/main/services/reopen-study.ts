/** Opens the study of a run again from its snapshot, and refuses files that changed since the run began. */
import { AppError, isAppError, type DetailsOf } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { RunManifest } from '@shared/run'
import { fingerprintDataset } from '../dataset/fingerprint-dataset'
import { fingerprintTokenizers } from '../dataset/fingerprint-tokenizers'
import { openDataset } from '../dataset/open-dataset'
import { MAX_STUDY_BYTES, openStudyText, type OpenStudy } from '../dataset/open-study'
import { inspectModel } from '../graph/inspect-model'
import type { Cohort } from '../run/learn-cohort'
import { prepareStudy, type PreparedStudy } from '../run/prepared-study'
import { loadCohort } from '../store/cohort-file'
import { readNeeded } from '../store/load-json'
import type { RunFolder } from '../store/run-folder'
import { sha256OfText } from '../store/sealed-json'

export interface ReopenedStudy {
  readonly prepared: PreparedStudy
  /** What the folder keeps of its cohort; null when that has to be learned again. */
  readonly cohort: Cohort | null
  /** That what it keeps is damaged. */
  readonly notices: readonly Notice[]
}

/** Errors: run/changed (study, tokenizer, model or data set), run/missing-file, and what opening study, table and model may say. */
export async function reopenStudy(folder: RunFolder, manifest: RunManifest): Promise<ReopenedStudy> {
  const open = await openSnapshot(folder, manifest)
  await assertSameTokenizers(open, manifest)
  const card = await inspectModel(open.modelPath)
  if (card.sha256 !== manifest.model.sha256)
    throw new AppError('run/changed', { what: `model ${card.fileName}` })
  const reopened = await reopenUnchanged(folder, { ...manifest, model: card })
  const { prepared } = reopened
  const fingerprint = await fingerprintDataset(prepared.open, prepared.cases)
  if (fingerprint !== manifest.dataset.fingerprint) {
    throw new AppError('run/changed', { what: `data set ${manifest.dataset.table}` })
  }
  return reopened
}

/** The same for a worker, whose run has looked at model and data a moment ago. Errors: what opening study and table may say. */
export async function reopenUnchanged(folder: RunFolder, manifest: RunManifest): Promise<ReopenedStudy> {
  const open = await openSnapshot(folder, manifest)
  const dataset = await openDataset(open)
  const { cohort, notices } = await loadOrNotice(folder, manifest)
  const parts = { open, card: manifest.model, dataset, settings: toFixed(manifest) }
  return { prepared: await prepareStudy(parts, cohort?.columns), cohort, notices }
}

/** A damaged file is told of and done without: the cohort is as it was when the run began, or the run is refused. */
async function loadOrNotice(
  folder: RunFolder,
  manifest: RunManifest,
): Promise<Pick<ReopenedStudy, 'cohort' | 'notices'>> {
  try {
    return { cohort: await loadCohort(folder, manifest), notices: [] }
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'run/bad-record') throw thrown
    const { file, key } = thrown.details as DetailsOf<'run/bad-record'>
    return { cohort: null, notices: [{ code: 'run/cohort-again', details: { file, key } }] }
  }
}

/** A machine with other cores would compute with other threads, and other last bits. */
function toFixed({ settings, threads }: RunManifest): RunManifest['settings'] {
  return { ...settings, threads: threads > 0 ? threads : settings.threads }
}

async function openSnapshot(folder: RunFolder, { studyFile, studySha256 }: RunManifest): Promise<OpenStudy> {
  const text = await readNeeded(folder, 'study.yaml', MAX_STUDY_BYTES)
  if (studySha256 !== null && sha256OfText(text) !== studySha256)
    throw new AppError('run/changed', { what: 'study.yaml of the run folder' })
  return openStudyText(text, studyFile)
}

/** Other tokens for the same words would be another run. */
async function assertSameTokenizers(open: OpenStudy, { tokenizers }: RunManifest): Promise<void> {
  if (tokenizers.length === 0) return
  const now = await fingerprintTokenizers(open).catch((cause: unknown) => {
    const file = tokenizers[0]?.file ?? ''
    throw new AppError('text/tokenizer-not-found', { file }, { cause })
  })
  const changed = tokenizers.find(
    ({ modality, sha256 }) => now.find((one) => one.modality === modality)?.sha256 !== sha256,
  )
  if (changed !== undefined) throw new AppError('run/changed', { what: `tokenizer ${changed.file}` })
}
