/** An open ONNX model. Only this folder imports onnxruntime-node. */
import type { DeviceName } from '@shared/study'
import type { Feeds } from '../batch/batch-buffers'

export interface Session {
  /** Execution provider that it was opened with; operators that it lacks run on the CPU. */
  readonly device: DeviceName
  readonly threads: number
  /**
   * Runs one batch (values are cast to the dtype of the model inside) and returns the chosen output flattened per case: [batch][C] in float64 holders of float32 values.
   * Errors: session/run-failed, session/output-shape.
   */
  readonly run: (feeds: Feeds, batch: number) => Promise<number[][]>
  /** Dims of the chosen output in the last run, before anything was cut; null before the first. */
  readonly lastDims?: () => readonly number[] | null
  readonly release: () => Promise<void>
}
