/** 3 of 11: one modality of one case in the shape the model asks for. Nothing changes it after it is made. */
import type { ErrorData } from '@shared/errors'
import type { Tensor } from '@shared/tensor'

/** One token of a text. `word` counts words from 0 in reading order and is null for special tokens and padding. */
export interface Token {
  readonly position: number
  readonly id: number
  readonly text: string
  readonly word: number | null
}

export interface TokenisedText {
  readonly text: string
  /** All tokens without padding, special tokens included. */
  readonly tokens: readonly Token[]
  /** Surface form of each word, as the text writes it where the tokenizer allows it. */
  readonly words: readonly string[]
  /** Word indices that end a sentence. */
  readonly sentenceEnds: readonly number[]
  readonly truncated: boolean
  readonly special: { readonly mask: number | null; readonly pad: number | null; readonly unk: number | null }
}

export interface ModalityTensors {
  /** Name of the study modality. */
  readonly modality: string
  /** By model input name; a text may feed several inputs. No batch axis. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly text: TokenisedText | null
  /** Of a volume whose file gives its place: voxel index (x, y, z, 1) of the tensor -> LPS in mm, 4 x 4 row-major. */
  readonly affineLps?: readonly number[]
  /** What the reader noticed in the file; absent when nothing. */
  readonly notices?: readonly ErrorData[]
}

/** All modalities of one case, by study modality name. */
export interface CaseTensors {
  readonly caseId: string
  readonly modalities: ReadonlyMap<string, ModalityTensors>
}
