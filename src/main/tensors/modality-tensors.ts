/** One modality of one case in the shape the model asks for. Nothing changes it after it is made. */
import type { ErrorData } from '@shared/errors'
import type { LetteredDirections } from '@shared/picture/directions'
import type { PixelLengths } from '@shared/picture/planes'
import type { RecordingFacts } from '@shared/recording'
import type { Tensor } from '@shared/tensor'
import type { LabelMap } from './labels/label-map'
import type { WordSpan } from './word-spans'

/** One token of a text. `word` counts words from 0 in reading order and is null for special tokens and padding. */
export interface Token {
  readonly position: number
  readonly id: number
  readonly text: string
  /** What the text has in its place; empty for a token put around it. */
  readonly surface: string
  readonly word: number | null
}

/** How a text was cut: the side that was cut off, how many tokens it had and how many it has, those around it included. */
export interface TextCut {
  readonly side: 'start' | 'end'
  readonly tokens: number
  readonly length: number
}

export interface TokenisedText {
  readonly text: string
  /** All tokens without padding, special tokens included. */
  readonly tokens: readonly Token[]
  readonly words: readonly WordSpan[]
  /** Word indices that end a sentence. */
  readonly sentenceEnds: readonly number[]
  /** Null when the whole text is there. */
  readonly cut: TextCut | null
  readonly special: { readonly mask: number | null; readonly pad: number | null; readonly unk: number | null }
}

export interface ModalityTensors {
  /** Name of the study modality. */
  readonly modality: string
  /** By model input name; a text may feed several inputs. No batch axis. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly text: TokenisedText | null
  /** Of a volume or image whose file gives its place: voxel index (x, y, z, 1) of the tensor -> LPS in mm, 4 x 4 row-major. */
  readonly affineLps?: readonly number[]
  /** Of an image whose file says how it is turned, but not where it lies. */
  readonly directions?: LetteredDirections
  /** Of an image or volume: the same to the voxel index of the file. */
  readonly inFile?: readonly number[]
  /** Of an image or volume whose file says how large its pixels are: that of the tensor. */
  readonly pixels?: PixelLengths
  /** Only where the parts of the modality are labels. */
  readonly labels?: LabelMap
  /** Of a signal: its leads and rate as the model takes them. */
  readonly recording?: RecordingFacts
  /** Of other patients, by the label that they have: what grounding compares it with. */
  readonly otherLabels?: ReadonlyMap<string, LabelMap>
  /** True where the case does not have the modality: the tensors stand in for it, and there is nothing to mask. */
  readonly isAbsent?: true
  /** What the reader noticed in the file; absent when nothing. */
  readonly notices?: readonly ErrorData[]
}

/** All modalities of one case, by study modality name. */
export interface CaseTensors {
  readonly caseId: string
  readonly modalities: ReadonlyMap<string, ModalityTensors>
}
