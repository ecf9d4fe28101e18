/** A slice of a case of a run: from the study as it was when the run began, not from what is open now. */
import { openDataset } from '../../dataset/open-dataset'
import { MAX_STUDY_BYTES, openStudyText } from '../../dataset/open-study'
import type { CaseValue } from '../../kinds'
import { prepareStudy, type PreparedStudy } from '../../run/prepared-study'
import { readNeeded } from '../../store/load-json'
import type { RunFolder } from '../../store/run-folder'
import { loadManifest } from '../../store/run-store'
import { cutSlice, type SlicePixels, type SlicePlace } from './cut-slice'
import { pictureOf } from './picture-of'
import type { ReadPreview } from './preview-source'

/** Prepares the study of a run for looking at its cases; unlike a run it does not refuse changed files. */
export async function prepareRunStudy(folder: RunFolder): Promise<PreparedStudy> {
  const manifest = await loadManifest(folder)
  const open = openStudyText(await readNeeded(folder, 'study.yaml', MAX_STUDY_BYTES), manifest.studyFile)
  const dataset = await openDataset(open)
  return prepareStudy({ open, dataset, card: manifest.model, settings: manifest.settings })
}

/** Reads a modality of a case, unless `signal` says that nobody waits for it any more. A channel group is named by its modality of the study. */
export async function readOfRun(
  read: ReadPreview,
  folder: RunFolder,
  { caseId, modality }: Pick<SlicePlace, 'caseId' | 'modality'>,
  signal?: AbortSignal,
): Promise<CaseValue> {
  const { modalities } = await loadManifest(folder)
  const source = modalities.find(({ name }) => name === modality)?.source ?? modality
  const prepared = await prepareRunStudy(folder)
  signal?.throwIfAborted()
  const value = await read(folder.path, prepared, caseId, source)
  signal?.throwIfAborted()
  return value
}

/** Reads one slice of it. */
export async function readRunSlice(
  read: ReadPreview,
  folder: RunFolder,
  { view, axis, index, ...place }: SlicePlace,
  signal?: AbortSignal,
): Promise<SlicePixels> {
  return cutSlice(pictureOf(await readOfRun(read, folder, place, signal), view), axis, index)
}
