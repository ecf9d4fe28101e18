/** 7 of 11: an open ONNX model. Only this folder imports onnxruntime-node. */
import type { Feeds } from '../batch/batch-buffers'

export interface Session {
  /** Execution provider that really runs: cpu, cuda ... */
  readonly device: string
  readonly threads: number
  /**
   * Runs one batch (values are cast to the dtype of the model inside) and returns the chosen output flattened per case: [batch][C] in float64 holders of float32 values.
   * Errors: session/run-failed, session/output-shape.
   */
  readonly run: (feeds: Feeds, batch: number) => Promise<number[][]>
  readonly release: () => Promise<void>
}
