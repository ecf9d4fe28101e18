/** What the program needs to know of a kind of modality, beside what the kind says of itself in shared/kinds. */
import type { FilePreview, ModalityPreview } from '@shared/dataset'
import { AppError, type ErrorData } from '@shared/errors'
import type { ModelValue } from '@shared/model'
import type { StudyModality } from '@shared/study'
import type { FloatTensor } from '@shared/tensor'
import type { TableColumn } from '../dataset/describe-columns'
import type { DraftedModality } from '../dataset/draft-mark'
import type { SourceRef } from '../dataset/source-ref'
import type { Table } from '../dataset/table/table'
import type { CohortModality } from '../maskers/cohort-accumulator'
import type { CohortTensors, Masker } from '../maskers/masker'
import type { SourceValue } from '../readers/source-value'
import type { ColumnStatistics } from '../tensors/column-statistics'
import type { TensorPlace } from '../tensors/grid'
import type { GridStage } from '../tensors/grid-stages'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { TensorMaker } from '../tensors/tensor-maker'
import type { LoadedTokenizer } from '../tensors/tokenizer'
import type { InputDims } from '../tensors/wanted-dims'
import type { PixelGrid } from './pixel-grid'

/** What a tensor maker needs that is the same for all cases. */
export interface TensorMakerContext {
  readonly inputDims: InputDims
  /** Element types of the inputs by name; what is absent takes decimal numbers. */
  readonly inputDtypes?: ReadonlyMap<string, string>
  /** Of this modality, by attribute name; only records need them. */
  readonly statistics: ColumnStatistics
  /** Only texts need it. */
  readonly tokenizer: LoadedTokenizer | null
}

export interface MaskerContext {
  /** From the cohort accumulator; only the cohort replacements need it. */
  readonly cohort: CohortTensors | null
  /** From `matchedSize`; only parts: matchParts needs it. */
  readonly matchedSize: readonly number[] | null
}

/** A modality of a case as its file has it and as the model sees it. */
export interface CaseValue<Modality = StudyModality> {
  readonly modality: Modality
  readonly value: SourceValue
  readonly tensors: ModalityTensors
}

/** The view of a file, or of the tensor after preprocessing. */
export type ValueView = 'source' | 'model'

/** What a draft is made from. */
export interface DraftLook {
  /** Columns that nothing has taken yet. */
  readonly columns: readonly TableColumn[]
  /** Columns among them that are likely labels. */
  readonly doubtful: readonly TableColumn[]
  readonly table: Table
  readonly tablePath: string
  readonly modelPath: string
  /** Where the study file will lie. */
  readonly folder: string
}

/** Inputs of a model that a kind would make one modality of. */
export interface InputClaim {
  readonly inputs: readonly ModelValue[]
  /**
   * Who chooses a column first: what lies in files, then texts, then what a column is named after, then what fills up with the columns
   * that are left.
   */
  readonly turn: 'file' | 'text' | 'named' | 'rest'
  readonly draft: (look: DraftLook) => DraftedModality | Promise<DraftedModality>
}

export interface Kind<Modality> {
  /** True where reading a case takes long: such files are looked at, not read, when a study is surveyed; of the first few, and where partsDiffer, they are read. */
  readonly isLarge: boolean
  /** True where every case has another number of parts: a plan then reads all cases to count them, which for large files takes long. */
  readonly partsDiffer: boolean
  /** Reads the value of a case in the units of its file. Errors: image/*, dicom/*, nifti/*, file/*, each naming the file. */
  readonly read: (ref: SourceRef, modality: Modality) => Promise<SourceValue>
  /** What encodings need to know of the rows of the cohort; null where nothing is encoded. */
  readonly statistics: (
    modality: Modality,
    rows: readonly Readonly<Record<string, string>>[],
  ) => ColumnStatistics | null
  /** Loads the tokenizer of texts from the folder of the study file; null for other kinds. */
  readonly tokenizer: (modality: Modality, folder: string) => Promise<LoadedTokenizer | null>
  /**
   * Makes the function that makes the tensors of a case; what does not depend on one is checked here, once. Errors: tensor/no-input,
   * tensor/no-statistics, tensor/no-spread, tensor/imputation, text/no-tokenizer; per case those of the kind.
   */
  readonly tensorMaker: (modality: Modality, context: TensorMakerContext) => TensorMaker
  /**
   * Their layout and mask are also asked for a case without the modality (`absent: replacement`), whose tensors have the shape of another
   * case's and nothing else of it: no text, no labels, no recording.
   *
   * One, or one per channel group, named `modality/group`. Errors: masker/no-match, masker/gaps, masker/no-cohort, masker/channel-twice, masker/donor-text.
   */
  readonly maskers: (modality: Modality, context: MaskerContext) => Masker[]
  /** The statistics of its values over the cohort; null where a kind has none. */
  readonly cohort: (modality: Modality) => CohortModality | null
  /** The size of parts of which a case has about `count`; null where the study says it, or the kind cannot. */
  readonly matchedSize: (
    modality: Modality,
    first: ModalityTensors,
    count: number,
  ) => readonly number[] | null
  /** Axes and lengths of an input that this modality cannot feed. Codes: model/input-rank, model/input-width. */
  readonly checkShape: (value: ModelValue, modality: Modality) => readonly ErrorData[]
  /** Why values would have to be rounded for an input of whole numbers; null where the usual rule holds: decimal numbers. */
  readonly checkWhole: (value: ModelValue, modality: Modality) => readonly ErrorData[] | null
  /** The inputs, of those that no kind before it took, that it makes modalities of. */
  readonly claim: (inputs: readonly ModelValue[], columns: readonly TableColumn[]) => readonly InputClaim[]
  /**
   * A value without its values, of which the tensor maker makes a tensor that says only where it lies: quick for what is large. Null where
   * the whole value is needed.
   */
  readonly outline: (value: SourceValue, modality: Modality) => SourceValue | null
  /** Of a source whose tensors may be those of its outline. */
  readonly preview: (source: CaseValue<Modality>) => ModalityPreview
  /** The value as it was read and after each of its steps; nothing for a kind without steps. Throws what a step throws, when it is its turn. */
  readonly stages: (value: SourceValue, modality: Modality, place: TensorPlace) => Iterable<GridStage>
  /** Of a source of which its steps make no tensor: the file alone; null where there is nothing to see of it. */
  readonly filePreview: (value: SourceValue, modality: Modality) => FilePreview | null
  /** The values of the file as a picture, of which slices are cut; null for what is none. */
  readonly filePicture: (value: SourceValue, modality: Modality) => PixelGrid | null
  /** The same of the tensor. */
  readonly modelPicture: (source: CaseValue<Modality>) => PixelGrid | null
}

/** The float tensor of a modality. Errors: bug/unexpected. */
export function floatTensor({ modality, tensors }: CaseValue<{ name: string; input: string }>): FloatTensor {
  const tensor = tensors.tensors.get(modality.input)
  if (tensor?.dtype !== 'float32') {
    throw new AppError('bug/unexpected', { where: 'floatTensor', words: modality.name })
  }
  return tensor
}

/** A source that lies elsewhere than the kind says. */
export function wrongPlace(modality: { name: string }, { lies }: SourceRef): AppError {
  return new AppError('bug/unexpected', {
    where: `reading ${modality.name}`,
    words: `its value lies ${lies}`,
  })
}

/** Compares the axes of an input, the batch among them, with how many a modality makes. Code: model/input-rank. */
export function checkRank({ name, dims }: ModelValue, modality: string, wanted: number): ErrorData[] {
  return dims.length === wanted ? [] : [rankProblem(name, dims, modality, wanted)]
}

/** The problem of an input with other axes than a modality makes. */
export function rankProblem(
  input: string,
  dims: ModelValue['dims'],
  modality: string,
  wanted: number,
): ErrorData {
  const words = dims.map((length) => length ?? '?').join(' x ')
  return { code: 'model/input-rank', details: { modality, input, rank: dims.length, wanted, dims: words } }
}
