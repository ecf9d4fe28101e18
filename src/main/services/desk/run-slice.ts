/** A slice of a case of a run: from the study as it was when the run began, not from what is open now. */
import type { z } from 'zod'
import { AppError } from '@shared/errors'
import { keepLast } from '@shared/keep-last'
import type { runSliceRequestSchema } from '@shared/dataset'
import type { CaseValue } from '../../kinds'
import type { RunFolder } from '../../store/run-folder'
import { loadManifest } from '../../store/run-store'
import { cutSlice, type SlicePixels } from './cut-slice'
import { differenceOf, maskPart } from './mask-part'
import { pictureOf, readPicture } from './picture-of'
import type { ReadPreview, ReadValue } from './preview-source'
import type { RunStudies } from './run-studies'

export type RunSlicePlace = Omit<z.output<typeof runSliceRequestSchema>, 'run'>

/** Reads what is seen of a case of a run. */
export interface RunViews {
  /** A modality of a case as its file has it and as the model sees it. A channel group is named by its modality of the study. */
  readonly value: (folder: RunFolder, place: CasePlace, signal?: AbortSignal) => Promise<ReadValue>
  readonly slice: (folder: RunFolder, place: RunSlicePlace, signal?: AbortSignal) => Promise<SlicePixels>
}

type CasePlace = Pick<RunSlicePlace, 'caseId' | 'modality'>

interface MaskedQuestion {
  readonly folder: RunFolder
  readonly place: RunSlicePlace
  readonly original: CaseValue
}

function maskedKey({ folder, place: { view, caseId, modality, part } }: MaskedQuestion): string {
  return JSON.stringify([folder.path, view, caseId, modality, part])
}

/** The last masked value is kept: its slices follow each other. What nobody waits for any more is neither read nor cut. */
export function createRunViews(read: ReadPreview, studies: RunStudies): RunViews {
  const value: RunViews['value'] = async (folder, { caseId, modality }, signal) => {
    const { modalities } = await loadManifest(folder)
    const source = modalities.find(({ name }) => name === modality)?.source ?? modality
    const prepared = await studies.prepared(folder)
    signal?.throwIfAborted()
    const found = await read(folder.path, prepared, caseId, source)
    signal?.throwIfAborted()
    return found
  }
  const makeMasked = async ({ folder, place, original }: MaskedQuestion): Promise<CaseValue> => {
    const { view, caseId, modality: name, part } = place
    if (part === null) throw new AppError('bug/unexpected', { where: 'RunViews', words: 'no part to mask' })
    const masked = await maskPart(original, await studies.masked(folder), { caseId, name, part })
    return view === 'difference' ? differenceOf(masked, original) : masked
  }
  const masked = keepLast(1, maskedKey, makeMasked)
  return {
    value,
    slice: async (folder, place, signal) => {
      const { view, axis, index, count } = place
      const read = await value(folder, place, signal)
      if (view === 'source' || view === 'model') {
        const picture = await readPicture(read, view)
        signal?.throwIfAborted()
        return cutSlice(picture, axis, index, count)
      }
      const changed = await masked({ folder, place, original: await read.whole() })
      signal?.throwIfAborted()
      return cutSlice(pictureOf(changed), axis, index, count)
    },
  }
}
