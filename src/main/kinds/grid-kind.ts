/** What images and volumes have in common. */
import type { FilePreview, ModalityPreview } from '@shared/dataset'
import { AppError } from '@shared/errors'
import type { ModelValue } from '@shared/model'
import type { PartLayout } from '@shared/part'
import type { Placement } from '@shared/picture/planes'
import type { GridModality } from '@shared/study'
import { createGridMasker, type ChannelGroup } from '../maskers/grid-masker'
import { createLabelMasker, labelLayout } from '../maskers/label-masker'
import { matchPartSize } from '../maskers/match-part-size'
import { floatTensor } from '../maskers/part-view'
import { createNumericReplacement } from '../maskers/replacements/numeric-replacement'
import type { Masker } from '../maskers/masker'
import type { SourceValue } from '../readers/source-value'
import { findGridAxes } from '../tensors/grid-axes'
import { gridStages } from '../tensors/grid-stages'
import { createGridTensorMaker } from '../tensors/grid-tensor-maker'
import type { GridShape } from '../tensors/source-grid'
import { draftGrid, takesGrid } from './draft-grid'
import { checkRank, type CaseValue, type InputClaim, type Kind, type MaskerContext } from './kind'
import { modelGrid, sourceGrid, type PixelGrid } from './pixel-grid'

/** How a kind of grid differs from the others. */
export interface GridKind extends GridShape {
  readonly kind: 'image' | 'volume'
  /** What its parts are called. */
  readonly boxes: string
  /** Of values whose file says none. */
  readonly unit: string
  /** Spatial axes of a picture in z, y, x. */
  readonly spatial: (dims: readonly number[]) => readonly number[]
}

type GridPreview = Extract<ModalityPreview, { readonly kind: 'image' | 'volume' }>
type SharedPieces = Omit<Kind<GridModality>, 'read'>

/** All pieces but the reader. */
export function createGridKind(grid: GridKind): SharedPieces {
  const { rank } = grid
  return {
    isLarge: true,
    partsDiffer: false,
    statistics: () => null,
    tokenizer: () => Promise.resolve(null),
    tensorMaker: (modality, { inputDims }) => createGridTensorMaker(modality, grid, inputDims),
    maskers: (modality, context) => gridMaskers(modality, grid, context),
    cohort: ({ name, input }) => ({ name, input, jointColumns: null }),
    matchedSize: ({ parts, input, layout }, first, count) => {
      if (parts.kind !== 'match') return null
      const { dims } = floatTensor(first, input)
      return matchPartSize(layout === 'channels-last' ? dims.slice(0, rank) : dims.slice(-rank), count)
    },
    checkShape: (value, { name, layout }) =>
      checkRank(value, name, 1 + rank + (layout === 'no-channels' ? 0 : 1)),
    checkWhole: () => null,
    claim: (inputs) => inputs.filter((input) => takesGrid(grid.kind, input)).map(claimGrid),
    outline: (value, { parts }) => (parts.kind === 'labels' ? null : withoutValues(value)),
    preview: (source) => gridPreview(source, grid),
    stages: (value, modality, place) => gridStages(value, modality, grid, place),
    filePreview: (value, modality) => filePreview(value, modality, grid),
    filePicture: (value) => sourceGrid(value, rank),
    modelPicture: (source) => modelGrid(source, rank),
  }
}

/** Steps follow it to where it lies, and make nothing of nothing. */
function withoutValues(value: SourceValue): SourceValue | null {
  const isPicture = value.kind === 'image' || value.kind === 'volume' || value.kind === 'array'
  return isPicture ? { ...value, values: new Float32Array(0) } : null
}

function claimGrid(value: ModelValue): InputClaim {
  return { inputs: [value], turn: 'file', draft: (look) => draftGrid(value, look) }
}

function gridMaskers(
  modality: GridModality,
  { rank, boxes }: GridKind,
  { cohort, matchedSize }: MaskerContext,
): Masker[] {
  const { parts } = modality
  return channelGroups(modality).map((group) => {
    const context = {
      group,
      axes: (dims: readonly number[]) => findGridAxes(dims, rank, modality.layout),
      // One per group: its per-case means and copies must not be shared.
      replacement: createNumericReplacement(modality.replacement, { modality: modality.name, cohort }),
    }
    if (parts.kind === 'labels') return createLabelMasker({ ...modality, parts }, context)
    const boxWords = (size: readonly number[], stride: readonly number[] | null): string =>
      `${boxes} of ${size.join(' x ')}${stride === null ? '' : `, every ${stride.join(' x ')}`}`
    return createGridMasker({ ...modality, parts }, { ...context, matchedSize, boxWords })
  })
}

/** Errors: masker/channel-twice. */
export function channelGroups({
  name,
  channelGroups: groups,
}: Pick<GridModality, 'name' | 'channelGroups'>): (ChannelGroup | null)[] {
  if (groups === undefined || Object.keys(groups).length === 0) return [null]
  const named = Object.entries(groups).map(([group, channels]) => ({
    name: group,
    channels: [...new Set(channels)],
  }))
  const channels = named.flatMap((group) => group.channels)
  const twice = channels.find((channel, index) => channels.indexOf(channel) !== index)
  if (twice !== undefined) {
    const owners = named.filter((group) => group.channels.includes(twice)).map((group) => group.name)
    throw new AppError('masker/channel-twice', { modality: name, channel: twice, groups: owners })
  }
  return named
}

/** Notices of values that are kept as stored and mean dark where they are large. */
const inverting: ReadonlySet<string> = new Set(['dicom/monochrome1', 'image/white-is-zero'])

function isInverted(value: SourceValue): boolean {
  return 'notices' in value && value.notices.some(({ code }) => inverting.has(code))
}

function gridPreview(
  source: CaseValue<GridModality>,
  { kind, rank, unit, spatial }: GridKind,
): ModalityPreview {
  const file = sourceGrid(source.value, rank)
  const model = modelGrid(source, rank)
  return {
    kind,
    modality: source.modality.name,
    // A preview of an image or volume comes from a source that its tensor was made of.
    sourceDims: file === null ? [] : [...spatial(file.dims)],
    modelDims: [...spatial(model.dims)],
    channels: model.channels,
    spacingMm: file?.pixels?.unit === 'mm' ? [...spatial(file.pixels.size)] : null,
    source: file === null ? null : placementOf(file),
    model: placementOf(model),
    inFile: [...needInFile(source)],
    parts: partsBefore(source, spatial(model.dims)),
    ...valueFacts(source.value, unit),
  }
}

function valueFacts(value: SourceValue, unit: string): Pick<GridPreview, 'unit' | 'windows' | 'isInverted'> {
  return {
    unit: value.kind === 'volume' ? value.unit : unit,
    windows: 'windows' in value ? [...(value.windows ?? [])] : [],
    isInverted: isInverted(value),
  }
}

const unchanged = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

/** As if the model saw the file: its own view cannot be had. */
function filePreview(
  value: SourceValue,
  { name }: GridModality,
  { kind, rank, unit, spatial }: GridKind,
): FilePreview | null {
  const file = sourceGrid(value, rank)
  if (file === null) return null
  const place = placementOf(file)
  return {
    ...{ kind, modality: name, sourceDims: [...spatial(file.dims)], modelDims: [] },
    ...{ channels: file.channels, source: place, model: place, inFile: unchanged, parts: null },
    spacingMm: file.pixels?.unit === 'mm' ? [...spatial(file.pixels.size)] : null,
    ...valueFacts(value, unit),
  }
}

/** The parts that are known without the other modalities and without a run. */
function partsBefore(
  { modality: { parts }, tensors }: CaseValue<GridModality>,
  dims: readonly number[],
): PartLayout | null {
  if (parts.kind === 'labels') return tensors.labels === undefined ? null : labelLayout(tensors.labels)
  if (parts.kind !== 'grid') return null
  return { kind: 'grid', dims: [...dims], size: [...parts.size], stride: [...parts.stride] }
}

/** Every tensor maker of pictures says it. */
function needInFile({ tensors, modality }: CaseValue<GridModality>): readonly number[] {
  if (tensors.inFile === undefined)
    throw new AppError('bug/unexpected', { where: 'needInFile', words: modality.name })
  return tensors.inFile
}

function placementOf({ dims, affineLps, pixels, directions }: PixelGrid): Placement {
  return { dims, affineLps, pixels, ...(directions === undefined ? {} : { directions }) }
}
