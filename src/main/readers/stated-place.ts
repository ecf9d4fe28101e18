/** Whether a file itself says where its voxels lie in the patient. */
import type { ErrorCode } from '@shared/errors'
import type { SourceValue } from './source-value'

/** What readers say where they assume a place, or a piece of it. */
const assumedPlaces: ReadonlySet<ErrorCode> = new Set(['nifti/no-transform', 'image/geometry-assumed'])

/** True for the notice of a place that its file does not state. */
export function isAboutPlace({ code }: { readonly code: ErrorCode }): boolean {
  return assumedPlaces.has(code)
}

/** False where the reader assumed the place: it tells nothing of what lies beside it. */
export function statesPlace(value: SourceValue): boolean {
  const notices = 'notices' in value ? (value.notices ?? []) : []
  return !notices.some(isAboutPlace)
}
