/** SourceValue -> ModalityTensors; a new kind of modality registers its maker here. */
import type { StudyModality, TextModality } from '@shared/study'
import type { ColumnStatistics } from './column-statistics'
import { createGridTensorMaker } from './grid-tensor-maker'
import { createTabularTensorMaker } from './tabular-tensor-maker'
import type { ImmediateTensorMaker, TensorMaker } from './tensor-maker'
import { createTextTensorMaker } from './text-tensor-maker'
import type { LoadedTokenizer } from './tokenizer'
import type { InputDims } from './wanted-dims'

export interface TensorMakerContext {
  readonly inputDims: InputDims
  /** Element types of the inputs by name; what is absent takes decimal numbers. */
  readonly inputDtypes?: ReadonlyMap<string, string>
  /** Of this modality, by attribute name; only records need them. */
  readonly statistics: ColumnStatistics
  /** Only texts need it. */
  readonly tokenizer: LoadedTokenizer | null
}

/**
 * Creates the function that makes the tensors of one modality. What does not depend on a case is checked here, once.
 * Errors: tensor/no-input, tensor/no-statistics, tensor/no-spread, tensor/imputation, text/no-tokenizer; per case those of the kind.
 */
export function createTensorMaker(
  modality: Exclude<StudyModality, TextModality>,
  context: TensorMakerContext,
): ImmediateTensorMaker
export function createTensorMaker(modality: StudyModality, context: TensorMakerContext): TensorMaker
export function createTensorMaker(modality: StudyModality, context: TensorMakerContext): TensorMaker {
  switch (modality.kind) {
    case 'image':
    case 'volume':
      return createGridTensorMaker(modality, context.inputDims)
    case 'tabular':
      return createTabularTensorMaker(modality, context)
    case 'text':
      return createTextTensorMaker(modality, context.inputDims, context.tokenizer)
  }
}
