/** Replacement donor for images, volumes and records. */
import { AppError } from '@shared/errors'
import type { ModalityTensors } from '../../tensors/modality-tensors'
import type { MaskContext } from '../masker'
import { floatTensor, type NumericReplacement } from '../part-view'
import { sameDims } from '../same-dims'

/** Creates the replacement by the same elements of another case. Errors: masker/no-donor, masker/donor-shape. */
export function createDonor(): NumericReplacement {
  return ({ modality, input, original, context }) => {
    const donor = floatTensor(donorOf(context, modality), input)
    if (!sameDims(donor.dims, original.dims)) {
      throw new AppError('masker/donor-shape', {
        caseId: context.caseId,
        modality,
        got: donor.dims,
        wanted: original.dims,
      })
    }
    return (index) => donor.values[index] ?? Number.NaN
  }
}

/** Takes the donor that the run chose. Errors: masker/no-donor. */
export function donorOf({ donor, caseId }: MaskContext, modality: string): ModalityTensors {
  if (donor === null) throw new AppError('masker/no-donor', { caseId, modality })
  return donor
}
