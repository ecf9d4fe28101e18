import { entry, times } from './entry'

export const dicomErrors = {
  'dicom/unreadable': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is not readable as DICOM: its structure breaks off or contradicts its transfer syntax.`,
    'Export it again from the archive.',
  ),
  'dicom/none': entry<{ folder: string; fileCount: number; file?: string; packing?: string }>(
    'input',
    (d) =>
      `${d.folder} holds no DICOM images (${d.fileCount} files were looked at${
        d.packing === undefined ? '' : `; ${d.file} is ${d.packing}`
      }).`,
    (d) =>
      d.packing === undefined
        ? 'Give the folder that holds the slices themselves, or one with a DICOMDIR: other sub-folders are not searched.'
        : 'Unpack the files first.',
  ),
  'dicom/several-series': entry<{ folder: string; series: readonly string[] }>(
    'input',
    (d) => `${d.folder} holds ${d.series.length} series: ${list(d.series)}.`,
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
    (d) => `${d.file} holds ${d.frames} frames, and nothing in it says where each of them lies in space.`,
    'Export the frame that is meant, or the series as single-frame (classic) images.',
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
  'dicom/not-in-patient': entry<{ file: string; attribute: string }>(
    'notice',
    (d) =>
      `${d.file} gives the size of its pixels on the detector or film (${d.attribute}), not in the patient; resample took it as it is, so what is shown is magnified.`,
    'Leave it if the model was trained so, or give calibrated images (PixelSpacing).',
  ),
  'dicom/frames-differ': entry<{ file: string; attribute: string; frames: number; found: number }>(
    'input',
    (d) => `${d.file} holds ${d.frames} frames, but ${d.attribute} describes ${d.found}.`,
    'The file contradicts itself: export it again from the archive.',
  ),
  'dicom/mosaic': entry<{ file: string; problem: string }>(
    'input',
    (d) => `${d.file} is a mosaic of slices that cannot be taken apart: ${d.problem}.`,
    'Keep the private attributes of the scanner when files are de-identified, or export the slices one by one.',
  ),
  'dicom/missing-slices': entry<{ file: string; other: string; missing: number; total: number }>(
    'input',
    (d) =>
      `Between ${d.file} and ${d.other} ${d.missing} slice(s) are missing; ${d.total} are missing in the whole series.`,
    'Export the series again.',
  ),
  'dicom/shifted': entry<{ file: string; shiftMm: number }>(
    'input',
    (d) => `${d.file} lies ${d.shiftMm} mm beside the straight line that the slices of its series form.`,
    'Keep one acquisition per folder, or resample it to one grid first.',
  ),
  'dicom/mixed-orientation': entry<{ folder: string; counts: readonly number[] }>(
    'input',
    (d) =>
      `${d.folder} holds slices of ${Array.isArray(d.counts) ? d.counts.length : 0} orientations (${list(d.counts)} slices), and none of them clearly is the volume.`,
    'Keep one orientation per folder.',
  ),
  'dicom/four-d': entry<{ folder: string; count: number; by: string }>(
    'input',
    (d) =>
      `${d.folder} holds ${d.count} time points: so many slices lie at each position, told apart by ${d.by}.`,
    (d) => `Name one of them as timePoint (1 to ${String(d.count)}) in the source of the modality.`,
  ),
  'dicom/uneven-time-points': entry<{ folder: string; fewest: number; most: number }>(
    'input',
    (d) => `${d.folder} holds ${d.fewest} slices at some positions and ${d.most} at others.`,
    'A time point is incomplete or two acquisitions are mixed: export the series again.',
  ),
  'dicom/directory-missing': entry<{ folder: string; missing: number; files: readonly string[] }>(
    'input',
    (d) => `The DICOMDIR of ${d.folder} lists ${d.missing} file(s) that are not there: ${list(d.files)}.`,
    'Copy the whole medium, or set dicomdir: ignore in the source of the modality and give the folder of the slices.',
  ),
  'dicom/directory-outside': entry<{ folder: string; file: string }>(
    'input',
    (d) => `The DICOMDIR of ${d.folder} lists ${d.file}, which lies outside that folder.`,
    'Copy the files themselves into the folder instead of links to them, or set dicomdir: ignore in the source of the modality.',
  ),
  'dicom/directory-damaged': entry<{ folder: string }>(
    'input',
    (d) => `The DICOMDIR of ${d.folder} is not readable: its structure breaks off or contradicts itself.`,
    'Copy the medium again, or set dicomdir: ignore in the source of the modality and give the folder of the slices.',
  ),
  'dicom/segments-overlap': entry<{ file: string; one: number; other: number }>(
    'input',
    (d) => `${d.file}: the segments ${d.one} and ${d.other} overlap, so they do not fit into one label map.`,
    'Save the segments that are meant without overlap.',
  ),
  'dicom/several-segmentations': entry<{ folder: string; count: number }>(
    'input',
    (d) => `The series in ${d.folder} holds ${d.count} segmentations.`,
    'Name the file of the one that is meant.',
  ),
  'dicom/time-point': entry<{ folder: string; timePoint: number; count: number; by: string }>(
    'notice',
    (d) => `${d.folder}: time point ${d.timePoint} of ${d.count} was read, in the order of ${d.by}.`,
  ),
  'dicom/duplicates': entry<{ folder: string; count: number; files?: readonly string[] }>(
    'notice',
    (d) =>
      `${d.folder}: ${d.count} slice(s) are there more than once with the same pixels; each was read once.${named(d)}`,
  ),
  'dicom/same-instance': entry<{ file: string; other: string; positionMm: number }>(
    'input',
    (d) =>
      `${d.file} and ${d.other} carry the same SOPInstanceUID (0008,0018) and lie at the same position (${d.positionMm} mm along the slice normal), but their values differ: they are no copies of one image.`,
    'Keep the file that is meant and take the other out of the folder; compare them if you do not know which.',
  ),
  'dicom/shared-uid': entry<{ folder: string; count: number; file: string; other: string }>(
    'notice',
    (d) =>
      `${d.folder}: ${d.count} slices carry the SOPInstanceUID (0008,0018) of another one, though they are no copies (${d.file} and ${d.other}); each was read as a slice of its own.`,
    'Check that all of them belong to this series.',
  ),
  'dicom/localizers': entry<{ folder: string; count: number }>(
    'notice',
    (d) => `${d.folder}: ${d.count} localizer image(s) of the series were left out.`,
  ),
  'dicom/other-orientation': entry<{ folder: string; count: number; kept: number }>(
    'notice',
    (d) =>
      `${d.folder}: ${d.count} slice(s) with another orientation than the other ${d.kept} were left out.`,
  ),
  'dicom/segments-shared': entry<{ file: string; pairs: readonly string[] }>(
    'notice',
    (d) =>
      `${d.file}: the segments ${d.pairs.join('; ')} overlap; a voxel of several belongs to the smallest of them.`,
  ),
  'dicom/fractional-segmentation': entry<{ file: string }>(
    'notice',
    (d) => `${d.file} holds fractions; a voxel counts to its segment from one half on.`,
  ),
  'dicom/suv': entry<{ folder: string; from: string }>(
    'notice',
    (d) => `${d.folder}: values were converted from ${d.from} to SUV by body weight (g/ml).`,
  ),
  'dicom/no-suv': entry<{ folder: string; unit: string; why: string }>(
    'notice',
    (d) => `${d.folder}: values stay in ${d.unit}, not SUV: ${d.why}.`,
  ),
  'dicom/coded-size': entry<{ file: string; described: readonly number[]; coded: readonly number[] }>(
    'input',
    (d) =>
      `${d.file} describes ${times(d.described)} pixels (columns, rows, samples), but its compressed image has ${times(d.coded)}.`,
    'Export it again from the archive.',
  ),
  'dicom/inflated-size': entry<{ file: string; limitBytes: number }>(
    'input',
    (d) => `${d.file} is deflated and would unpack to more than ${d.limitBytes} bytes.`,
    'Export it as explicit VR little endian, in files of fewer frames.',
  ),
  'dicom/colour-label': entry<{ file: string; label: string; coded: string }>(
    'notice',
    (d) =>
      `${d.file} says ${d.label}, but its compressed image holds ${d.coded}; it was read as the image says.`,
    'Look at the picture: its colours should be right.',
  ),
}

/** Runs on disk that are older than the names have none. */
function named({ count, files }: { count: number; files?: readonly string[] }): string {
  if (files === undefined || files.length === 0) return ''
  const others = count - files.length
  return ` Left out: ${list(files)}${others > 0 ? `; and ${others} more` : ''}.`
}

function list(names: readonly (string | number)[]): string {
  return names.join('; ')
}
