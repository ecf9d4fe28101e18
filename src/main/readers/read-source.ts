/** The value of one modality of one case, from its file, folder or table cells. */
import type { SourceRef } from '../dataset/source-ref'
import { readImage } from './read-image'
import { readText } from './read-text'
import { readVolume } from './read-volume'
import type { SourceValue } from './source-value'

/**
 * Reads a source in the units of its file. Errors: image/*, dicom/*, nifti/*, file/*, each naming the file.
 * What is worth knowing but no error comes as `notices` of the value.
 */
export async function readSource(ref: SourceRef): Promise<SourceValue> {
  switch (ref.kind) {
    case 'image':
      return readImage(ref.path, ref.ignoresDicomdir)
    case 'volume':
      return readVolume(ref.path, ref.series, ref.timePoint, ref.ignoresDicomdir)
    case 'text-file':
      return readText(ref.path)
    case 'text':
      return { kind: 'text', text: ref.text }
    case 'record':
      return { kind: 'record', cells: ref.cells }
  }
}
