/** The picture of a value that is one. */
import { AppError } from '@shared/errors'
import { kindOf, type CaseValue, type ValueView } from '../../kinds'
import type { PixelGrid } from '../../kinds/pixel-grid'
import type { ReadValue } from './preview-source'

/** Errors: study/not-a-picture. */
export function pictureOf(source: CaseValue, view: ValueView): PixelGrid {
  const picture = kindOf(source.modality).picture(source, view)
  if (picture === null) throw new AppError('study/not-a-picture', { modality: source.modality.name })
  return picture
}

/** The picture of what was read; only the view of the model waits for the tensor. Errors: study/not-a-picture, those of the tensor maker. */
export async function readPicture({ look, whole }: ReadValue, view: ValueView): Promise<PixelGrid> {
  return pictureOf(view === 'source' ? look : await whole(), view)
}
