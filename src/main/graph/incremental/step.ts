/** One node of a graph that is recomputed only where a mask can reach. */
import type { GraphIndex } from '../graph-index'
import type { Emission } from '../emission'
import type { NodeProto } from '../onnx_pb'
import type { CropInput } from './crop'
import type { MapTensor } from './map-tensor'
import type { RowIndex } from './row-index'
import type { TileRows } from './tile-rows'

export interface Step {
  readonly node: NodeProto
  readonly output: MapTensor
  /** Index inputs of the step; each makes its map a source, with the cached map behind it. */
  readonly indices: readonly RowIndex[]
  /** Float inputs [rows, 1]: one over the number of taps inside the map, by name. */
  readonly factors?: readonly RowIndex[]
  /** Set where the step computes tiles that are put into the order of positions. */
  readonly tiles?: TileRows
  /** Arithmetic per position of the output, as a share of what the node does itself; default 1. */
  readonly effort?: number
  /** Set where the step reads crops of the masked input instead of rows. */
  readonly crop?: CropInput
  readonly emission: Emission
}

/** What a step can ask about the graph around it. */
export interface StepContext {
  readonly index: GraphIndex
  /** Name of the masked input. */
  readonly input: string
  /** Masks per run. */
  readonly masks: number
  /** A map that masks change, whose rows are there; undefined for everything else. */
  readonly fresh: (name: string) => MapTensor | undefined
  /** A map that no mask changes, computed once per case; undefined when its dims are not those of a map. */
  readonly still: (name: string) => MapTensor | undefined
}

/** Makes the step of a node; null when the node is not local in this graph, so that it must run on whole maps. */
export type PlanStep = (node: NodeProto, context: StepContext) => Step | null
