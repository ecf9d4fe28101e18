/** What a screen shows of a case before any pixel: dims, words, attributes; a modality that fails shows its sentence. */
import type { CasePreview, ModalityPreview } from '@shared/dataset'
import { toErrorData } from '@shared/errors'
import { kindOf, type CaseValue } from '../../kinds'
import type { PreparedStudy } from '../../run/prepared-study'
import type { ReadPreview, ReadValue } from './preview-source'

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
    modalities.push(await previewOne(() => read(key, prepared, caseId, name), name, caseId))
  }
  return { caseId, modalities }
}

async function previewOne(
  read: () => Promise<ReadValue>,
  modality: string,
  caseId: string,
): Promise<ModalityPreview> {
  let found: ReadValue | null = null
  try {
    found = await read()
    return previewOf(found.look)
  } catch (thrown) {
    // A file that its steps refuse is shown all the same.
    const file = found === null ? null : kindOf(found.modality).filePreview(found.value, found.modality)
    return { kind: 'failed', modality, error: { ...toErrorData(thrown, `case ${caseId}`) }, file }
  }
}

/** What there is to see of a modality, without its values. */
export function previewOf(source: CaseValue): ModalityPreview {
  return kindOf(source.modality).preview(source)
}
