/** What a screen shows of a case before any pixel: dims, words, attributes; a modality that fails shows its sentence. */
import type { CasePreview, ModalityPreview } from '@shared/dataset'
import { toErrorData } from '@shared/errors'
import { kindOf, type CaseValue } from '../../kinds'
import type { PreparedStudy } from '../../run/prepared-study'
import type { ReadPreview } from './preview-source'

/** Reads every modality of a case; once `signal` is aborted no further one, and throws its reason. */
export async function previewCase(
  read: ReadPreview,
  key: string,
  prepared: PreparedStudy,
  caseId: string,
  signal?: AbortSignal,
): Promise<CasePreview> {
  const modalities: ModalityPreview[] = []
  for (const { name } of prepared.open.study.modalities) {
    signal?.throwIfAborted()
    try {
      const { look } = await read(key, prepared, caseId, name)
      modalities.push(previewOf(look))
    } catch (thrown) {
      modalities.push({ kind: 'failed', modality: name, error: { ...toErrorData(thrown, `case ${caseId}`) } })
    }
  }
  return { caseId, modalities }
}

/** What there is to see of a modality, without its values. */
export function previewOf(source: CaseValue): ModalityPreview {
  return kindOf(source.modality).preview(source)
}
