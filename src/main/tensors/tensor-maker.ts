/** The one signature of this step. */
import type { SourceValue } from '../readers/source-value'
import type { ModalityTensors } from './modality-tensors'

/** Turns the source value of one case into what the model receives. Errors name case and modality. */
export type TensorMaker = (value: SourceValue, caseId: string) => ModalityTensors | Promise<ModalityTensors>

/** Of images, volumes and records: nothing has to be waited for. */
export type ImmediateTensorMaker = (value: SourceValue, caseId: string) => ModalityTensors
