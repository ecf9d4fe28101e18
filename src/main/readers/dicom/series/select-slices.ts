/** The images of a series -> the slices of its volume, and what was left out. */
import { AppError, type ErrorData } from '@shared/errors'
import { chooseTimePoint } from './choose-time-point'
import { convertToSuv } from '../pet/convert-to-suv'
import { dropDuplicates } from './drop-duplicates'
import { leaveOutLocalizers, leaveOutViews } from './leave-out-slices'
import { noticeInstances } from './notice-instances'
import { orderSlices, type OrderedSlices } from './order-slices'
import { placeSlices } from './place-slices'
import { checkSameGrid, type DescribedSlice } from './same-grid'
import type { ScannedSlice } from '../headers/scan-file'

export interface SelectedSlices {
  readonly ordered: OrderedSlices<ScannedSlice>
  readonly notices: readonly ErrorData[]
}

/**
 * Selects and orders slices by what their headers say; pixels are read only to tell duplicates.
 * Errors: dicom/missing, dicom/bad-value, dicom/differs, dicom/multi-frame, dicom/mosaic, dicom/mixed-orientation,
 * dicom/same-instance, dicom/unsupported, those of chooseTimePoint and orderSlices, and of describePixels.
 */
export async function selectSlices(
  all: readonly ScannedSlice[],
  folder: string,
  timePoint: number | null,
): Promise<SelectedSlices> {
  const images = leaveOutLocalizers(all, folder)
  for (const slice of images.slices) slice.checkFrames()
  const view = leaveOutViews(images.slices, folder)
  const described = view.slices.map((slice) => ({ header: slice, pixels: slice.describePixels() }))
  checkGrey(described)
  checkSameGrid(described)
  const positions = placeSlices(view.slices)
  const { positions: different, copies } = await dropDuplicates(positions)
  const chosen = chooseTimePoint(different, folder, timePoint)
  const suv = convertToSuv(
    chosen.placed.map(({ slice }) => slice),
    folder,
  )
  const placed = chosen.placed.map((one, index) => ({ ...one, slice: suv.slices[index] ?? one.slice }))
  return {
    ordered: orderSlices(placed),
    notices: [
      ...images.notices,
      ...view.notices,
      ...noticeInstances(different.flat(), copies, folder),
      ...chosen.notices,
      ...suv.notices,
    ],
  }
}

function checkGrey(slices: readonly DescribedSlice[]): void {
  const colour = slices.find(({ pixels }) => pixels.samplesPerPixel !== 1)
  if (colour === undefined) return
  throw new AppError('dicom/unsupported', { file: colour.header.file, what: 'colour in a volume' })
}
