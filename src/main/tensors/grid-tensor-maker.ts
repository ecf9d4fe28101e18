/** Image or volume -> model tensor, step by step as the study lists them. */
import { AppError } from '@shared/errors'
import { composeAffines, invertAffine } from '@shared/picture/lps'
import { elementCount, type FloatTensor } from '@shared/tensor'
import type { SourceValue } from '../readers/source-value'
import { statesPlace } from '../readers/stated-place'
import { constancyNotices } from './constancy'
import { pixelLengths, type Grid, type GridSettings, type TensorPlace } from './grid'
import { findGridAxes } from './grid-axes'
import { makeLabelMap, type LabelledPicture, type MadeLabelMap } from './labels/make-label-map'
import { noticePixels } from './notice-pixels'
import type { GridShape } from './source-grid'
import { applyStep } from './steps/apply-step'
import type { ImmediateTensorMaker } from './tensor-maker'
import { fits, wantedDims, wantedWords, type InputDims, type WantedDims } from './wanted-dims'

/**
 * Creates the tensor maker of an image or volume. Output: float32 [C, ...spatial], [...spatial, C] or [...spatial] by `layout`.
 * Errors when made: tensor/no-input. Errors per case: tensor/shape, tensor/not-finite, tensor/channels, tensor/leads, those of the steps.
 */
export function createGridTensorMaker(
  modality: GridSettings,
  shape: GridShape,
  inputDims: InputDims,
): ImmediateTensorMaker {
  const wanted = wantedDims(inputDims, modality.input, modality.name)
  return (value, caseId) => {
    const place = { caseId, modality: modality.name }
    const first: Grid = { ...shape.toGrid(value, place), inFile: identity }
    const grid = modality.steps.reduce((changed, step) => applyStep(changed, step, place), first)
    const tensor = layOut(grid, modality, shape, place)
    if (!fits(tensor.dims, wanted)) throw shapeError(tensor, modality, shape, wanted, place)
    checkFinite(tensor.values, place)
    const tensors = { modality: modality.name, tensors: new Map([[modality.input, tensor]]), text: null }
    const picture = { grid: first, isStated: statesPlace(value) }
    const behind = { steps: modality.steps, shape, first: picture, last: grid }
    const labels = labelsOf(value, modality, behind, place)
    const notices = [
      ...noticePixels(value, grid, modality),
      ...constancyNotices(tensor.values, place),
      ...(labels?.notices ?? []),
    ]
    const labelled = labels === null ? tensors : { ...tensors, labels: labels.map }
    const pixels = pixelLengths(grid)
    return {
      ...labelled,
      ...(notices.length === 0 ? {} : { notices }),
      ...(pixels === null ? {} : { pixels }),
      ...(grid.affineLps === null ? {} : { affineLps: grid.affineLps }),
      ...(grid.directions === undefined ? {} : { directions: grid.directions }),
      inFile: toFile(first, grid),
    }
  }
}

const identity: readonly number[] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

/** Index of the tensor (x, y, z, 1) -> index of the file: through the patient where both lie in it. */
function toFile(file: Grid, tensor: Grid): readonly number[] {
  const fromPatient = file.affineLps === null ? null : invertAffine(file.affineLps)
  if (fromPatient !== null && tensor.affineLps !== null) return composeAffines(fromPatient, tensor.affineLps)
  return tensor.inFile ?? identity
}

/** Null where the parts are no labels. Errors: those of makeLabelMap. */
function labelsOf(
  value: SourceValue,
  { parts }: GridSettings,
  picture: LabelledPicture,
  place: TensorPlace,
): MadeLabelMap | null {
  if (parts?.kind !== 'labels') return null
  const labels = 'labels' in value ? value.labels : undefined
  if (labels === undefined) throw new AppError('bug/unexpected', { where: 'labelsOf', words: place.modality })
  return makeLabelMap(labels, parts, picture, place)
}

function layOut(
  grid: Grid,
  { layout }: GridSettings,
  { hasLeads }: Pick<GridShape, 'hasLeads'>,
  place: TensorPlace,
): FloatTensor {
  const { channels, dims, values } = grid
  if (layout === 'channels-first') return { dtype: 'float32', dims: [channels, ...dims], values }
  if (layout === 'no-channels') {
    if (channels !== 1 && hasLeads === true) throw new AppError('tensor/leads', { ...place, got: channels })
    if (channels !== 1) {
      throw new AppError('tensor/channels', {
        ...place,
        step: 'layout no-channels',
        got: channels,
        wanted: [1],
      })
    }
    return { dtype: 'float32', dims, values }
  }
  const perChannel = elementCount(dims)
  const last = new Float32Array(values.length)
  for (let index = 0; index < last.length; index += 1) {
    last[index] = values[(index % channels) * perChannel + Math.floor(index / channels)] ?? 0
  }
  return { dtype: 'float32', dims: [...dims, channels], values: last }
}

function shapeError(
  tensor: FloatTensor,
  modality: GridSettings,
  { rank, hasLeads }: GridShape,
  wanted: WantedDims,
  place: TensorPlace,
): AppError {
  const sameRank = tensor.dims.length === wanted.length
  const channelAxis =
    modality.layout === 'channels-first'
      ? 0
      : findGridAxes(tensor.dims, rank, modality.layout)?.spatial.length
  const channelsDiffer =
    channelAxis !== undefined &&
    typeof wanted[channelAxis] === 'number' &&
    wanted[channelAxis] !== tensor.dims[channelAxis]
  const problem = !sameRank
    ? 'rank'
    : fitsReordered(tensor.dims, wanted)
      ? 'axes'
      : channelsDiffer
        ? 'channels'
        : 'size'
  return new AppError('tensor/shape', {
    ...place,
    input: modality.input,
    got: tensor.dims,
    wanted: wantedWords(wanted),
    problem,
    ...(hasLeads === true ? { hasLeads } : {}),
  })
}

/** True where the model fixes every length and all are there, only on other axes. */
function fitsReordered(dims: readonly number[], wanted: WantedDims): boolean {
  const sorted = (lengths: WantedDims): string => lengths.toSorted((a, b) => (a ?? 0) - (b ?? 0)).join()
  return sorted(dims) === sorted(wanted)
}

function checkFinite(values: Float32Array, place: TensorPlace): void {
  let count = 0
  for (const value of values) if (!Number.isFinite(value)) count += 1
  if (count > 0) throw new AppError('tensor/not-finite', { ...place, count })
}
