/** Benchmark: what a standard model is, for the runner and the tests. */
import type { AttributeValue } from '../../../src/main/graph/build-model'

export type BenchActivation = 'softmax' | 'sigmoid' | 'none'

export interface BenchInput {
  readonly name: string
  readonly dtype: 'float32' | 'int64'
  /** Without the batch axis. */
  readonly dims: readonly number[]
  /** Ids lie below this number; absent for attention masks (1 = seen, 0 = padding) and floats. */
  readonly vocabulary?: number
}

export interface BenchModality {
  readonly name: string
  readonly kind: 'image' | 'volume' | 'tabular' | 'text'
  readonly input: string
  /** Size of a patch or block per spatial axis; null where a part is one column or one token. */
  readonly part: readonly number[] | null
}

export interface BenchModel {
  readonly name: string
  readonly bytes: Uint8Array
  readonly inputs: readonly BenchInput[]
  /** [batch, 4]. */
  readonly output: string
  readonly modalities: readonly BenchModality[]
}

export interface BenchOptions {
  /** `tiny` keeps every kind of layer, with few channels, small maps and less depth. */
  readonly size: 'full' | 'tiny'
  /** Default 1. */
  readonly seed?: number
  /** Default true, as the exporter does for a model in evaluation mode; false keeps BatchNormalization nodes. */
  readonly foldBatchNorm?: boolean
  /** Last node of the model, default softmax. */
  readonly activation?: BenchActivation
}

export type NodeAttributes = Readonly<Record<string, AttributeValue>>
