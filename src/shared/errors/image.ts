import { entry, times } from './entry'

export const imageErrors = {
  'image/unknown-format': entry<{ file: string; sizeBytes: number }>(
    'input',
    (d) => `${d.file} (${d.sizeBytes} bytes) is in no format that ModaLens reads.`,
    'It reads PNG, JPEG, NPY, DICOM Part 10 and NIfTI-1 (.nii, .nii.gz), recognised by content.',
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
}
