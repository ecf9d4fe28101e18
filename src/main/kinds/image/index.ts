/** Images: a file per case, in two dimensions. */
import type { ImageModality } from '@shared/study'
import { readImage } from '../../readers/read-image'
import { createGridKind } from '../grid-kind'
import { withLabels } from '../with-labels'
import { wrongPlace, type Kind } from '../kind'
import { imageShape } from './image-grid'

export const imageKind: Kind<ImageModality> = {
  ...createGridKind({
    ...imageShape,
    ...{ kind: 'image', boxes: 'patches', unit: 'grey level', spatial: (dims) => dims.slice(1) },
  }),
  read: (ref, modality) => {
    if (ref.lies !== 'in-file') throw wrongPlace(modality, ref)
    return withLabels(readImage(ref.path, modality.source.dicomdir === 'ignore'), 'image', ref, modality)
  },
}
