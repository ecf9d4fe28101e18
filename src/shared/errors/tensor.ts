import { entry, times } from './entry'

type Where = Readonly<{ caseId: string; modality: string }>
type Cell = Readonly<{ caseId: string; modality: string; attribute: string; column: string }>
type Dims = readonly (string | number)[]

const at = (d: Where) => `Case ${d.caseId}, ${d.modality}`
const cell = (d: Cell) => `${at(d)}: attribute ${d.attribute} (column "${d.column}")`

const shapeAdvice = {
  rank: 'Check layout of the modality: channels-first, channels-last or no-channels, and whether it is an image or a volume.',
  axes: 'The lengths are those that the model wants, in another order. Check layout of the modality; the step orient puts the axes of a volume in the order of the model where its file gives an orientation (an array without one must be saved in that order).',
  size: 'Add a step resize (or crop and pad) with the size the model wants.',
  channels: 'Add a step channels with order grey, rgb or bgr.',
  columns: 'Compare the attributes of the study with the columns the model was trained on.',
  length: 'Set length of the text modality to what the model fixes.',
} as const

const signalAdvice: Readonly<Partial<Record<keyof typeof shapeAdvice, string>>> = {
  rank: 'Check layout of the modality: leads-first, samples-first or no-leads.',
  axes: 'The lengths are those that the model wants, in another order. Check layout of the modality; an array must be saved as [leads, samples].',
  size: 'Add a step resample, crop or pad, so that every recording has as many samples as the model wants.',
  channels: 'Name the leads that the model takes in source.leads.',
}

export const tensorErrors = {
  'tensor/shape': entry<
    Where & {
      input: string
      got: Dims
      wanted: Dims
      problem: keyof typeof shapeAdvice
      hasLeads?: boolean
    }
  >(
    'input',
    (d) =>
      `${at(d)}: the tensor is ${times(d.got)}, but input ${d.input} of the model wants ${times(d.wanted)}.`,
    (d) => (d.hasLeads === true ? signalAdvice[d.problem] : undefined) ?? shapeAdvice[d.problem],
  ),
  'tensor/no-input': entry<{ modality: string; input: string; known: readonly string[] }>(
    'input',
    (d) => `${d.modality} feeds input ${d.input}, which the model does not have.`,
    (d) => `The inputs of the model are: ${d.known.join(', ')}.`,
  ),
  'tensor/not-whole': entry<
    Cell & { input: string; dtype: string; isWhole: boolean; from: number; to: number }
  >(
    'input',
    (d) =>
      `${cell(d)}: the number ${d.isWhole ? 'is beyond what' : 'is not whole, as'} the input ${d.input} (${d.dtype}) ${d.isWhole ? 'can hold' : 'wants'}.`,
    (d) => `The input takes whole numbers from ${d.from} to ${d.to}; nothing is rounded.`,
  ),
  'tensor/not-finite': entry<Where & { count: number }>(
    'input',
    (d) => `${at(d)}: ${d.count} values of the tensor are not finite.`,
    'Check the file and the steps of this modality; a step clip limits extreme values.',
  ),
  'tensor/nearly-constant': entry<Where & { percent: number }>(
    'notice',
    (d) => `${at(d)}: after the steps ${d.percent} % of the values are one and the same number.`,
    'Compare clip, window, scale and normalise of this modality with the units of its files.',
  ),
  'tensor/source-kind': entry<Where & { wanted: string; got: string }>(
    'input',
    (d) => `${at(d)}: the source is of kind ${d.got}, but the modality needs ${d.wanted}.`,
    'Check kind and source of the modality in the study.',
  ),
  'tensor/source-dims': entry<Where & { kind: string; dims: Dims }>(
    'input',
    (d) => `${at(d)}: an array of ${times(d.dims)} cannot be read as one ${d.kind}.`,
    'Image: [H, W] or [C, H, W]. Volume: [D, H, W] or [C, D, H, W]. Signal: [samples] or [leads, samples].',
  ),
  'tensor/step-rank': entry<Where & { step: string; dims: Dims; size: Dims }>(
    'input',
    (d) =>
      `${at(d)}: step ${d.step} names ${d.size.length} axes (${times(d.size)}), but there are ${d.dims.length} (${times(d.dims)}).`,
    'Give [height, width] for an image and [depth, height, width] for a volume.',
  ),
  'tensor/crop': entry<Where & { dims: Dims; size: Dims; offset: Dims }>(
    'input',
    (d) =>
      `${at(d)}: a crop of ${times(d.size)} at ${d.offset.join(', ')} does not fit into ${times(d.dims)}.`,
    'Choose a smaller crop, or pad or resize first.',
  ),
  'tensor/too-large': entry<Where & { step: string; dims: Dims; elementLimit: number }>(
    'input',
    (d) =>
      `${at(d)}: step ${d.step} would make ${times(d.dims)} values; the limit is ${d.elementLimit} values.`,
    'Choose a smaller size or a larger spacing, or crop first.',
  ),
  'tensor/no-spacing': entry<Where & { axes?: number; pixelRatio?: readonly number[] }>(
    'input',
    (d) =>
      `${at(d)}: the step resample needs the size of a ${d.axes === 2 ? 'pixel of the image' : 'voxel'} in mm; ${
        Array.isArray(d.pixelRatio)
          ? `the file gives only the ratio of its height to its width, ${asRatio(d.pixelRatio)}.`
          : 'the file does not give it.'
      }`,
    (d) =>
      d.axes === 2
        ? 'Use resize. DICOM has it as PixelSpacing, ImagerPixelSpacing or NominalScannedPixelSpacing, NIfTI, NRRD and MetaImage as spacing; dots per inch of a PNG, JPEG or TIFF are no size in the patient and are not read.'
        : 'Use resize, or a DICOM, NIfTI, NRRD or MetaImage file.',
  ),
  'tensor/not-square': entry<{ modality: string; pixelSize: readonly number[] }>(
    'notice',
    (d) =>
      `${d.modality}: the pixels are not square (height to width ${asRatio(d.pixelSize)}), and no step makes them square: the model sees the image ${isHigh(d.pixelSize) ? 'flattened' : 'narrowed'}.`,
    'Add a step resample with one spacing for both axes, or resize; leave it if the model was trained on such images.',
  ),
  'tensor/no-orientation': entry<Where>(
    'input',
    (d) => `${at(d)}: the step orient needs an orientation, which the file does not give.`,
    'Leave the step out, or use a DICOM or NIfTI file.',
  ),
  'tensor/axes': entry<{ modality: string; axes: string }>(
    'input',
    (d) => `${d.modality}: the axes ${d.axes} of step orient do not name three different directions.`,
    'Take one letter of each pair L/R, A/P and S/I, for example LPS.',
  ),
  'tensor/window': entry<{ modality: string; width: number }>(
    'input',
    (d) => `${d.modality}: a window of width ${d.width} is too narrow; DICOM asks for at least 1.`,
    'Use the step scale with clip for values that span less than 1.',
  ),
  'tensor/empty-range': entry<{ modality: string; step: string; low: number; high: number }>(
    'input',
    (d) => `${d.modality}: step ${d.step} goes from ${d.low} to ${d.high}, which is no range.`,
    'Give a smaller and a larger number.',
  ),
  'tensor/channels': entry<Where & { step: string; got: number; wanted: Dims }>(
    'input',
    (d) => `${at(d)}: ${d.step} works on ${d.wanted.join(' or ')} channels, but there are ${d.got}.`,
    'Check the order of the steps, and the step channels.',
  ),
  'tensor/leads': entry<Where & { got: number }>(
    'input',
    (d) => `${at(d)}: layout no-leads takes one lead, but there are ${d.got}.`,
    'Name one lead in source.leads, or set layout to leads-first or samples-first, as the model wants it.',
  ),
  'tensor/short-length': entry<Where & { step: string; ms: number; hz: number }>(
    'input',
    (d) => `${at(d)}: step ${d.step}: ${d.ms} ms are less than one sample at ${d.hz} samples per second.`,
    'Give a longer time, or a number of samples.',
  ),
  'tensor/no-column': entry<Cell>(
    'input',
    (d) => `${cell(d)}: the table has no such column.`,
    'Set column of the attribute to a name from the header of the table.',
  ),
  'tensor/missing-value': entry<Cell>(
    'input',
    (d) => `${cell(d)}: the value is missing.`,
    'Set missing of the attribute to flag, mean, median, mode or a value, or leave the case out.',
  ),
  'tensor/infinite': entry<Cell>(
    'input',
    (d) => `${cell(d)}: the value is infinite.`,
    'Set infinite of the attribute to missing, or mend the table.',
  ),
  'tensor/not-a-number': entry<Cell>(
    'input',
    (d) => `${cell(d)}: the value is not a number.`,
    'Use a decimal point and no unit, add the text to missingValues, or choose another encoding.',
  ),
  'tensor/unknown-level': entry<Cell & { encoding: string; levels: readonly string[] }>(
    'input',
    (d) =>
      `${cell(d)}: the value is none of the ${d.encoding === 'boolean' ? 'words for yes and no' : 'levels'} that the study lists (${d.levels.join(', ')}).`,
    (d) => levelAdvice[d.encoding] ?? levelAdvice.ordinal,
  ),
  'tensor/no-statistics': entry<{ modality: string; attribute: string; column: string; statistic: string }>(
    'input',
    (d) =>
      `${d.modality}: the ${d.statistic} of attribute ${d.attribute} (column "${d.column}") has no values to rest on.`,
    'Give the statistics as numbers in the study, or check dataset.statisticsSplit.',
  ),
  'tensor/no-spread': entry<{ modality: string; attribute: string; column: string; encoding: string }>(
    'input',
    (d) =>
      `${d.modality}: attribute ${d.attribute} (column "${d.column}") has the same value everywhere, so ${d.encoding} would divide by 0.`,
    'Leave the attribute out, give the statistics as numbers, or encode it as number.',
  ),
  'tensor/imputation': entry<{ modality: string; attribute: string; statistic: string; encoding: string }>(
    'input',
    (d) => `${d.modality}: attribute ${d.attribute} is ${d.encoding}, which has no ${d.statistic}.`,
    'Use mode, flag, refuse or a value for missing.',
  ),
  'tensor/no-rate': entry<{ caseId: string; modality: string; step: string }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: the step ${d.step} needs samples per second, and the file does not say them.`,
    'Give source.hz in the study, or lengths in samples.',
  ),
  'tensor/rate-differs': entry<{ caseId: string; modality: string; found: number; wanted: number }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: the file has ${d.found} samples per second, and source.hz of the study says ${d.wanted}.`,
    'Leave source.hz out (it is for files that do not say their rate), and add a step resample where files have several rates.',
  ),
  'tensor/flat-signal': entry<{ caseId: string; modality: string }>(
    'input',
    (d) => `Case ${d.caseId}, ${d.modality}: no lead changes at all, so that it cannot be normalised.`,
    'Look at the recording: electrodes may have been off, or the file is of another patient or moment. The case is left out.',
  ),
}

const levelAdvice: Readonly<Record<string, string>> & { readonly ordinal: string } = {
  boolean: 'Add it to yes or no of the attribute, whichever it means, or to missingValues.',
  'one-hot':
    'Add it to missingValues, or set unknownLevel: zeros to give it columns of 0; a level more makes a column more, so add it only if the model was trained with it.',
  ordinal: 'Add it to the levels where the model was trained with it, or to missingValues.',
}

/** Height to width, the smaller of them as 1. */
function asRatio(size: unknown): string {
  const [height = 1, width = 1] = Array.isArray(size) ? size.map(Number) : []
  const least = Math.min(height, width)
  return [height, width].map((one) => Number((one / least).toFixed(3))).join(' : ')
}

function isHigh(size: unknown): boolean {
  const [height = 1, width = 1] = Array.isArray(size) ? size.map(Number) : []
  return height > width
}
