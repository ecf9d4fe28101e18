/** A slice of a case of a run: from the study as it was when the run began, not from what is open now. */
import { openDataset } from '../../dataset/open-dataset'
import { MAX_STUDY_BYTES, openStudyText } from '../../dataset/open-study'
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

/** Reads one slice, unless `signal` says that nobody waits for it any more. A channel group is named by its modality of the study. */
export async function readRunSlice(
  read: ReadPreview,
  folder: RunFolder,
  { caseId, modality, view, axis, index }: SlicePlace,
  signal?: AbortSignal,
): Promise<SlicePixels> {
  const { modalities } = await loadManifest(folder)
  const source = modalities.find(({ name }) => name === modality)?.source ?? modality
  const prepared = await prepareRunStudy(folder)
  signal?.throwIfAborted()
  const preview = await read(folder.path, prepared, caseId, source)
  signal?.throwIfAborted()
  return cutSlice(pictureOf(preview, view), axis, index)
}
