/** The picture of a value that is one. */
import { AppError } from '@shared/errors'
import { kindOf, type CaseValue, type ValueView } from '../../kinds'
import type { PixelGrid } from '../../kinds/pixel-grid'

/** Errors: study/not-a-picture. */
export function pictureOf(source: CaseValue, view: ValueView): PixelGrid {
  const picture = kindOf(source.modality).picture(source, view)
  if (picture === null) throw new AppError('study/not-a-picture', { modality: source.modality.name })
  return picture
}
