import { entry, times } from './entry'

type Dims = readonly number[]
type Where = Readonly<{ caseId: string; modality: string; file: string }>

const of = (d: Where): string => `${d.caseId}, ${d.modality}: the label map ${d.file}`

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
    (d) =>
      `${of(d)} has ${d.value} at [${d.position.join(', ')}] (first index first, from 0); labels are whole numbers from 0 on.`,
    'Round or threshold the map where it was made, and resample label maps by the nearest voxel only.',
  ),
  'labels/other-dims': entry<Where & { dims: Dims; wanted: Dims }>(
    'input',
    (d) =>
      `${of(d)} has ${times(d.dims)}, the picture ${times(d.wanted)}, and not both say where they lie in the patient.`,
    'Save the map on the grid of the picture, or both in a format with a place (NIfTI, NRRD, MetaImage, DICOM).',
  ),
  'labels/elsewhere': entry<Where & { dims: Dims; wanted: Dims; centre: Dims; wantedCentre: Dims }>(
    'input',
    (d) =>
      `${of(d)} (${times(d.dims)}, around [${d.centre.join(', ')}] mm) lies beside the picture (${times(d.wanted)}, around [${d.wantedCentre.join(', ')}] mm): they have no point in common.`,
    'Check that the map belongs to this picture, and the coordinates of the program that wrote it.',
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
    (d) => `Grounding: no case has the label ${d.label} of ${d.modality}.`,
    'Compare the name with the labels of the result.',
  ),
  'labels/not-placed': entry<{ modality: string; label: string; count: number; total: number }>(
    'notice',
    (d) =>
      `Grounding: in ${d.count} of ${d.total} cases the shape of ${d.label} (${d.modality}) was placed nowhere else in the picture; they are left out of it.`,
  ),
}
