import { entry, times } from './entry'

type Dims = readonly number[]
type Where = Readonly<{ caseId: string; modality: string; file: string }>

const of = (d: Where): string => `Case ${d.caseId}, ${d.modality}: the label map ${d.file}`

/** The last axes of z, y, x, as the map's array has them. */
const voxel = (position: Dims): string =>
  `${['z', 'y', 'x'].slice(-position.length).join(', ')} = ${position.join(', ')} (from 0)`

const unplacedWords = (unplaced: readonly ('map' | 'picture')[]): string => {
  const [first = 'map', second] = unplaced
  if (second !== undefined) return 'neither of them says where it lies'
  return first === 'map' ? 'the map does not say where it lies' : 'the picture does not say where it lies'
}

export const labelErrors = {
  'labels/lossy': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is a JPEG, which changes the numbers of a label map.`,
    'Save it as PNG, TIFF, NIfTI, NRRD, MetaImage or NPY.',
  ),
  'labels/channels': entry<Where & { channels: number }>(
    'input',
    (d) => `${of(d)} has ${d.channels} channels; it needs one number per pixel.`,
    'Save the numbers of the labels, not colours: a grey or palette PNG, a NIfTI, an NPY.',
  ),
  'labels/not-whole': entry<Where & { value: number; position: Dims }>(
    'input',
    (d) => `${of(d)} has ${d.value} at ${voxel(d.position)}; labels are whole numbers from 0 on.`,
    'Round or threshold the map where it was made, and resample label maps by the nearest voxel only.',
  ),
  'labels/large-number': entry<Where & { value: number; position: Dims }>(
    'input',
    (d) =>
      `${of(d)} has about ${d.value} at ${voxel(d.position)}; from ${2 ** 24} on two labels may be read as one.`,
    `Give the labels of the map numbers below ${2 ** 24}.`,
  ),
  'labels/other-dims': entry<Where & { dims: Dims; wanted: Dims }>(
    'input',
    (d) =>
      `${of(d)} has ${times(d.dims)}, the picture ${times(d.wanted)}, and not both say where they lie in the patient.`,
    'Save the map on the grid of the picture, or both with their place (sform or qform of a NIfTI; origin and directions of an NRRD or MetaImage; DICOM).',
  ),
  'labels/elsewhere': entry<Where & { dims: Dims; wanted: Dims; centre: Dims; wantedCentre: Dims }>(
    'input',
    (d) =>
      `${of(d)} (${times(d.dims)}, around [${d.centre.join(', ')}] mm) lies beside the picture (${times(d.wanted)}, around [${d.wantedCentre.join(', ')}] mm): they have no point in common.`,
    'Check that the map belongs to this picture, and the coordinates of the program that wrote it.',
  ),
  'labels/voxel-on-voxel': entry<{ file: string; dims: Dims; unplaced: readonly ('map' | 'picture')[] }>(
    'notice',
    (d) =>
      `The label map ${d.file} lies on its picture voxel on voxel (both ${times(d.dims)}): ${unplacedWords(d.unplaced)} in the patient.`,
    'Check in the case view that it lies where it belongs.',
  ),
  'labels/off-picture': entry<{ file: string; labels: readonly string[] }>(
    'notice',
    (d) =>
      `${d.labels.join(', ')} of the label map ${d.file}: no voxel of the picture has it (it lies outside, or is smaller than the voxels of the picture), so the case has no such part.`,
    'Check that the map belongs to this picture, or make it on the grid of the picture.',
  ),
  'labels/none': entry<{ file: string }>(
    'notice',
    (d) => `The label map ${d.file} has none of the labels that the study takes.`,
  ),
  'labels/vanished': entry<{ file: string; labels: readonly string[] }>(
    'notice',
    (d) =>
      `${d.labels.join(', ')} of the label map ${d.file}: no voxel is left behind the steps of the study, so the case has no such part.`,
    'Choose a larger size, or crop less.',
  ),
  'labels/nowhere': entry<{ modality: string; label: string }>(
    'notice',
    (d) => `Grounding: no case has a part ${d.label} in ${d.modality}.`,
    'Compare the name with the labels of the result.',
  ),
  'labels/unseen': entry<{
    modality: string
    key: 'parts.only' | 'grounding'
    labels: readonly string[]
    total: number
    isOfFirst: boolean
  }>(
    'notice',
    (d) => {
      const cases = `${d.isOfFirst ? 'first ' : ''}${d.total} ${d.total === 1 ? 'case' : 'cases'}`
      return `${d.key} names ${d.labels.join(', ')} of ${d.modality}: none of the ${cases} that were read has ${d.labels.length === 1 ? 'it' : 'any of them'}.`
    },
    'Compare the names with those of the segmentation, or in parts.names, and the numbers with the values of the maps.',
  ),
  'labels/no-other': entry<{ modality: string; label: string; count: number; total: number }>(
    'notice',
    (d) =>
      `Grounding: for ${d.count} of ${d.total} cases no other patient that was looked at has ${d.label} (${d.modality}) in another shape or place; they are not compared with another patient.`,
  ),
  'labels/not-placed': entry<{ modality: string; label: string; count: number; total: number }>(
    'notice',
    (d) =>
      `Grounding: in ${d.count} of ${d.total} cases the shape of ${d.label} (${d.modality}) was placed nowhere else in the picture; they are left out of it.`,
  ),
}
