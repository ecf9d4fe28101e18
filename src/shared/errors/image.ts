import { entry, times } from './entry'

export const imageErrors = {
  'image/unknown-format': entry<{ file: string; sizeBytes: number }>(
    'input',
    (d) => `${d.file} (${d.sizeBytes} bytes) is in no format that ModaLens reads.`,
    'It reads PNG, JPEG, TIFF, BMP, NPY, DICOM, NIfTI, NRRD and MetaImage, recognised by content.',
  ),
  'image/damaged': entry<{ file: string; format: string; why: string }>(
    'input',
    (d) => `${d.file} is not readable as ${d.format}: ${d.why}.`,
    'Copy or export the file again.',
  ),
  'image/size': entry<{ file: string; format: string; expectedBytes: number; actualBytes: number }>(
    'input',
    (d) =>
      `${d.file}: its ${d.format} header announces ${d.expectedBytes} bytes of values, the file holds ${d.actualBytes}.`,
    'The file was cut short or damaged: copy or export it again.',
  ),
  'image/unsupported': entry<{ file: string; format: string; what: string }>(
    'input',
    (d) => `${d.file}: ${d.format} with ${d.what} is not supported.`,
    'Save the image as PNG with 8 or 16 bits per channel, grey or RGB.',
  ),
  'image/too-large': entry<{ file: string; dims: readonly number[]; limit: number }>(
    'input',
    (d) => `${d.file} announces ${times(d.dims)} values; at most ${d.limit} are read.`,
    'Crop or downsample it first, or check that it is the right file.',
  ),
  'image/empty': entry<{ file: string; dims: readonly number[] }>(
    'input',
    (d) => `${d.file} announces ${times(d.dims)} values: nothing is in it.`,
    'Check that it is the right file.',
  ),
  'image/is-volume': entry<{ file: string; dims: readonly number[] }>(
    'input',
    (d) => `${d.file} is a volume of ${times(d.dims)} (depth, height, width), but the modality is an image.`,
    'Set kind: volume for the modality, or give a file with one slice.',
  ),
  'image/not-volume': entry<{ file: string; dims: readonly number[] }>(
    'input',
    (d) =>
      `${d.file} is an image of ${times(d.dims)} (height, width, channels), but the modality is a volume.`,
    'Set kind: image for the modality, or give a DICOM folder, a NIfTI file or an NPY array.',
  ),
  'image/alpha-dropped': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} has transparency; it was dropped and the colours below it are used as stored.`,
  ),
  'image/array-type': entry<{ file: string; found: string; known: string }>(
    'input',
    (d) => `${d.file} holds an array of type ${d.found}; known are ${d.known}.`,
    'Save it with array.astype("float32").',
  ),
  'image/array-order': entry<{ file: string }>(
    'input',
    (d) => `${d.file} holds an array in Fortran order.`,
    'Save it with numpy.ascontiguousarray(array).',
  ),
  'image/foreign-format': entry<{ file: string; format: string }>(
    'input',
    (d) => `${d.file} is ${d.format}, which ModaLens recognises but does not read.`,
    'Export it again: an image as PNG or TIFF, a volume as NIfTI or DICOM.',
  ),
  'image/packed': entry<{ file: string; packing: string; holds?: string }>(
    'input',
    (d) =>
      `${d.file} is ${d.packing}${d.holds === undefined ? '' : ` that holds ${d.holds}`}; of compressed files only NIfTI is read (.nii.gz).`,
    'Unpack it and name the file that was in it.',
  ),
  'image/pages': entry<{ file: string; count: number }>(
    'input',
    (d) => `${d.file} holds ${d.count} images of full size; an image file must hold one.`,
    'Save each page as a file of its own, or the whole stack as NIfTI and set kind: volume.',
  ),
  'image/four-d': entry<{ file: string; count: number }>(
    'input',
    (d) => `${d.file} holds ${d.count} volumes (a fourth axis, usually time); one is needed.`,
    (d) => `Set timePoint (1 to ${d.count}) for the modality, or save one volume as a file of its own.`,
  ),
  'image/time-point': entry<{ file: string; timePoint: number; count: number }>(
    'input',
    (d) =>
      `${d.file}: time point ${d.timePoint} was asked for; the file has the time points 1 to ${d.count}.`,
    'Set timePoint to one of them, or leave it out for a file of one volume.',
  ),
  'image/outside-folder': entry<{ file: string; format: string }>(
    'input',
    (d) =>
      `${d.file}: its ${d.format} header names a file of values outside its own folder, or a link that leads out of it.`,
    'Put both files into one folder (a link may lead to another place in the folder of the study) and name the second without a path in the header.',
  ),
  'image/volume-unsupported': entry<{ file: string; format: string; what: string }>(
    'input',
    (d) => `${d.file}: ${d.format} with ${d.what} is not supported.`,
    'Save one volume of one number per voxel as NIfTI (.nii.gz), or raw or gzip in this format.',
  ),
  'image/white-is-zero': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} stores white as 0 (WhiteIsZero); values are used as stored, so bright areas are low.`,
  ),
  'image/turned': entry<{ file: string; orientation: number }>(
    'notice',
    (d) => `${d.file} says how it is to be held (orientation ${d.orientation}); it was turned upright.`,
  ),
  'image/exif-unreadable': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} has camera details that are not readable; the image is used as stored, not turned.`,
  ),
  'image/first-frame': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} is animated; its first image is used.`,
  ),
  'image/geometry-assumed': entry<{ file: string; format: string; what: string }>(
    'notice',
    (d) => `${d.file}: its ${d.format} header does not give ${d.what}.`,
  ),
}
