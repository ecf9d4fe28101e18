/** Volumes: a folder of DICOM slices or a file per case, in three dimensions. */
import type { VolumeModality } from '@shared/study'
import { readVolume } from '../../readers/read-volume'
import { createGridKind } from '../grid-kind'
import { withLabels } from '../with-labels'
import { wrongPlace, type Kind } from '../kind'
import { volumeShape } from './volume-grid'

export const volumeKind: Kind<VolumeModality> = {
  ...createGridKind({
    ...volumeShape,
    ...{ kind: 'volume', boxes: 'blocks', unit: '', spatial: (dims) => dims },
  }),
  read: (ref, modality) => {
    if (ref.lies !== 'in-file') throw wrongPlace(modality, ref)
    const { series = null, timePoint, dicomdir } = modality.source
    return withLabels(readVolume(ref.path, series, timePoint, dicomdir === 'ignore'), 'volume', ref, modality)
  },
}
