import { entry } from './entry'

export const dicomErrors = {
  'dicom/unreadable': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is not readable as DICOM: its structure breaks off or contradicts its transfer syntax.`,
    'Export it again from the archive.',
  ),
  'dicom/none': entry<{ folder: string; fileCount: number }>(
    'input',
    (d) => `${d.folder} holds no DICOM images (${d.fileCount} files were looked at).`,
    'Give the folder that holds the slices themselves: sub-folders are not searched.',
  ),
  'dicom/several-series': entry<{ folder: string; series: readonly string[] }>(
    'input',
    (d) => `${d.folder} holds ${Array.isArray(d.series) ? d.series.length : 0} series: ${list(d.series)}.`,
    'Name one of them as series of the modality, or keep one series per folder.',
  ),
  'dicom/series-not-found': entry<{ folder: string; series: string; found: readonly string[] }>(
    'input',
    (d) => `${d.folder} does not hold the series ${d.series}; it holds ${list(d.found)}.`,
    'Check series of the modality.',
  ),
  'dicom/missing': entry<{ file: string; attribute: string }>(
    'input',
    (d) => `${d.file} lacks ${d.attribute}.`,
    'Export the original images of the scanner; secondary captures often lack geometry.',
  ),
  'dicom/bad-value': entry<{ file: string; attribute: string; found: string; expected: string }>(
    'input',
    (d) => `${d.file}: ${d.attribute} is ${d.found}; expected ${d.expected}.`,
    'Export it again from the archive.',
  ),
  'dicom/differs': entry<{
    file: string
    attribute: string
    found: string
    expected: string
    firstFile: string
  }>(
    'input',
    (d) =>
      `${d.file} does not fit its series: ${d.attribute} is ${d.found}, but ${d.expected} in ${d.firstFile}.`,
    'Keep one acquisition per folder; localizers and reformatted slices belong elsewhere.',
  ),
  'dicom/duplicate-position': entry<{ file: string; other: string; positionMm: number }>(
    'input',
    (d) => `${d.file} and ${d.other} lie at the same position (${d.positionMm} mm along the slice normal).`,
    'Keep one acquisition or time point per folder.',
  ),
  'dicom/uneven-gaps': entry<{ file: string; other: string; gapMm: number; medianMm: number }>(
    'input',
    (d) =>
      `The gap between ${d.file} and ${d.other} is ${d.gapMm} mm, but slices of the series lie ${d.medianMm} mm apart.`,
    'A slice is missing or belongs elsewhere: export the series again.',
  ),
  'dicom/unsupported-transfer-syntax': entry<{ file: string; uid: string; name: string }>(
    'input',
    (d) => `${d.file} is stored as ${d.name} (${d.uid}), which this version does not read.`,
    'Convert it to explicit VR little endian, for example with gdcmconv --raw or dcmdjpeg.',
  ),
  'dicom/unsupported': entry<{ file: string; what: string }>(
    'input',
    (d) => `${d.file} has ${d.what}, which is not supported.`,
    'Export it as single-frame grey images without look-up tables.',
  ),
  'dicom/multi-frame': entry<{ file: string; frames: number }>(
    'input',
    (d) => `${d.file} holds ${d.frames} frames; one frame per file is read.`,
    'Export the series as single-frame (classic) images.',
  ),
  'dicom/pixel-bytes': entry<{ file: string; expectedBytes: number; actualBytes: number }>(
    'input',
    (d) => `${d.file}: ${d.expectedBytes} bytes of pixels are described, but ${d.actualBytes} are there.`,
    'The file was cut short: export it again.',
  ),
  'dicom/fragments': entry<{ file: string; problem: string }>(
    'input',
    (d) => `The compressed pixels of ${d.file} are not in order: ${d.problem}.`,
    'Export it again from the archive, uncompressed if that is possible.',
  ),
  'dicom/pixels-unreadable': entry<{ file: string; codec: string }>(
    'input',
    (d) => `The pixels of ${d.file} cannot be decoded as ${d.codec}.`,
    'The file is damaged or its compression is not what it says: export it again, uncompressed if that is possible.',
  ),
  'dicom/palette': entry<{ file: string; problem: string }>(
    'input',
    (d) => `The colour palette of ${d.file} cannot be read: ${d.problem}.`,
    'Export it again as RGB.',
  ),
  'dicom/not-one-image': entry<{ folder: string; sliceCount: number }>(
    'input',
    (d) => `${d.folder} holds ${d.sliceCount} DICOM images, but the modality takes one image per case.`,
    'Set kind: volume for the modality, or name the file itself.',
  ),
  'dicom/monochrome1': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} is MONOCHROME1 (large values are dark); its values are kept as stored, not inverted.`,
    'Invert it in the preprocessing if the model was trained on inverted images.',
  ),
  'dicom/sheared': entry<{ folder: string; degrees: number }>(
    'notice',
    (d) =>
      `The slices in ${d.folder} are shifted against each other by ${d.degrees} degrees (gantry tilt); the volume was not straightened.`,
  ),
}

function list(names: unknown): string {
  return Array.isArray(names) ? names.join('; ') : ''
}
