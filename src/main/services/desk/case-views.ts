/** What is seen of a case of an open study: its modalities, a slice, every preprocessing step, and its parts as they would be masked. */
import type { CaseParts, CaseStages } from '@shared/case-look'
import type { CasePreview } from '@shared/dataset'
import { AppError, toErrorData } from '@shared/errors'
import { keepLast } from '@shared/keep-last'
import type { CaseValue } from '../../kinds'
import type { PreparedStudy } from '../../run/prepared-study'
import { caseParts, maskersOfFew } from './case-parts'
import { caseStages } from './case-stages'
import { cutSlice, type SlicePixels, type SlicePlace } from './cut-slice'
import type { StudyRef } from './desk'
import { differenceOf, maskPart, type MaskedStudy } from './mask-part'
import { prepareOnDesk, type OpenStudies, type StudyOnDesk } from './open-studies'
import { pictureOf, readPicture } from './picture-of'
import { previewCase } from './preview-case'
import type { ReadPreview, ReadValue } from './preview-source'

type CaseRef = StudyRef & { readonly caseId: string }

export interface CaseViews {
  readonly prepared: (ref: StudyRef) => Promise<PreparedStudy>
  readonly value: (ref: CaseRef, modality: string, signal?: AbortSignal) => Promise<ReadValue>
  readonly preview: (ref: CaseRef, signal?: AbortSignal) => Promise<CasePreview>
  readonly slice: (ref: StudyRef & SlicePlace, signal?: AbortSignal) => Promise<SlicePixels>
  readonly stages: (ref: CaseRef & { readonly modality: string }, signal?: AbortSignal) => Promise<CaseStages>
  readonly parts: (ref: CaseRef, signal?: AbortSignal) => Promise<CaseParts>
}

interface MaskedQuestion {
  readonly ref: StudyRef & SlicePlace
  readonly study: MaskedStudy
  readonly original: CaseValue
}

/** What nobody waits for any more is neither read nor cut. The last masked value is kept: its slices follow each other. */
export function createCaseViews(read: ReadPreview, studies: OpenStudies): CaseViews {
  /** Reads tokenizers and looks through columns: once per study, not once per slice. */
  const known = new WeakMap<StudyOnDesk, Promise<PreparedStudy>>()
  const prepared: CaseViews['prepared'] = async ({ studyId, path }) => {
    const study = await studies.get({ studyId, path })
    const found = known.get(study) ?? prepareOnDesk(study)
    known.set(study, found)
    // Whoever asked hears of the failure; the next one asks anew.
    found.catch(() => known.delete(study))
    return found
  }
  const value: CaseViews['value'] = async (ref, modality, signal) => {
    const study = await prepared(ref)
    signal?.throwIfAborted()
    const found = await read(ref.studyId, study, ref.caseId, modality)
    signal?.throwIfAborted()
    return found
  }
  const maskers = keepLast(
    2,
    ({ studyId, caseId }: CaseRef) => JSON.stringify([studyId, caseId]),
    async (ref) => maskersOfFew(await prepared(ref), ref.caseId),
  )
  const masked = keepLast(
    1,
    ({ ref: { studyId, caseId, modality, part, view } }: MaskedQuestion) =>
      JSON.stringify([studyId, caseId, modality, part, view]),
    async ({ ref: { caseId, modality: name, part, view }, study, original }): Promise<CaseValue> => {
      if (part === null)
        throw new AppError('bug/unexpected', { where: 'CaseViews', words: 'no part to mask' })
      const changed = await maskPart(original, study, { caseId, name, part })
      return view === 'difference' ? differenceOf(changed, original) : changed
    },
  )
  return {
    prepared,
    value,
    preview: async (ref, signal) => previewCase(read, ref.studyId, await prepared(ref), ref.caseId, signal),
    slice: async (ref, signal) => {
      const { view, axis, index, count } = ref
      if (view === 'source' || view === 'model') {
        const picture = await readPicture(await value(ref, ref.modality, signal), view)
        signal?.throwIfAborted()
        return cutSlice(picture, axis, index, count)
      }
      const study = await maskers(ref)
      const source = study.maskers.find(({ name }) => name === ref.modality)?.source ?? ref.modality
      const { whole } = await value(ref, source, signal)
      const changed = await masked({ ref, study, original: await whole() })
      signal?.throwIfAborted()
      return cutSlice(pictureOf(changed), axis, index, count)
    },
    stages: async ({ modality, ...ref }, signal) => {
      try {
        return await caseStages(await value(ref, modality, signal), ref.caseId, signal)
      } catch (thrown) {
        if (signal?.aborted === true) throw thrown
        return { stages: [], problem: { ...toErrorData(thrown, `case ${ref.caseId}`) } }
      }
    },
    parts: async (ref, signal) => {
      const study = await prepared(ref)
      signal?.throwIfAborted()
      const readOne = (name: string): Promise<ReadValue> => value(ref, name, signal)
      return caseParts(readOne, study, { masked: maskers(ref), caseId: ref.caseId }, signal)
    },
  }
}
