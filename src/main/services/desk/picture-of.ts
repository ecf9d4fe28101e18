/** The picture of a value that is one: of its file, or of its tensor. */
import { AppError } from '@shared/errors'
import { kindOf, type CaseValue, type ValueView } from '../../kinds'
import type { PixelGrid } from '../../kinds/pixel-grid'
import type { ReadValue } from './preview-source'

/** Errors: study/not-a-picture. */
export function pictureOf(source: CaseValue): PixelGrid {
  return needPicture(kindOf(source.modality).modelPicture(source), source)
}

function needPicture(picture: PixelGrid | null, { modality }: Pick<CaseValue, 'modality'>): PixelGrid {
  if (picture === null) throw new AppError('study/not-a-picture', { modality: modality.name })
  return picture
}

/** The picture of what was read; only the view of the model waits for the tensor. Errors: study/not-a-picture, those of the tensor maker. */
export async function readPicture(read: ReadValue, view: ValueView): Promise<PixelGrid> {
  if (view === 'model') return pictureOf(await read.whole())
  return needPicture(kindOf(read.modality).filePicture(read.value, read.modality), read)
}
