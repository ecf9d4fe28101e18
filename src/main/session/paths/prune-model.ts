/** The model without the rows that nothing reads, and what its tensors look like, learned from one case. */
import { isModelDtype, type ModelDtype } from '../../graph/build-model'
import { buildUntouchedModel } from '../../graph/untouched-model'
import { toGraphIndex } from '../../graph/graph-index'
import type { ParsedModel } from '../../graph/parse-model'
import type { TensorDims } from '../../graph/prune/chosen-rows'
import { pruneRows, tensorsToMeasure } from '../../graph/prune/prune-rows'
import { sequencesToMeasure } from '../../graph/sequence/sequences-to-measure'
import type { CaseTensors } from '../../tensors/modality-tensors'
import { openOrtModel } from '../ort-model'
import { chooseOutput } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import { toOriginalFeeds } from './original-feeds'

/** A few tensors of a graph: inputs, stored constants, and what planning asks for. */
export interface MeasuredTensors {
  /** For a batch of 1, by name. */
  readonly dims: TensorDims
  readonly dtypes: ReadonlyMap<string, ModelDtype>
}

export interface PrunedModel {
  readonly parsed: ParsedModel
  readonly measured: MeasuredTensors
}

/** Measures the tensors of a case and prunes. Errors: session/piece-not-opened, session/piece-not-run. */
export async function pruneModel(options: DerivedOptions, original: CaseTensors): Promise<PrunedModel> {
  const { parsed } = options
  const names = [...new Set([...tensorsToMeasure(parsed), ...sequencesToMeasure(parsed)])]
  if (names.length === 0) return { parsed, measured: { dims: new Map(), dtypes: new Map() } }
  const { dims, dtypes } = await measure(options, original, names)
  const pruned = pruneRows(parsed, dims)
  return { parsed: { ...parsed, graph: pruned.graph }, measured: { dims: pruned.dims, dtypes } }
}

async function measure(
  options: DerivedOptions,
  original: CaseTensors,
  names: readonly string[],
): Promise<MeasuredTensors> {
  const { parsed, card, modelPath, outputs } = options
  const output = chooseOutput(card, outputs)
  const bytes = buildUntouchedModel(parsed, toGraphIndex(parsed), { output, frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath, bytes }, options)
  try {
    const feeds = toOriginalFeeds(original, card)
    const known = [...Object.entries(feeds), ...(await model.run(feeds, names))]
    return {
      dims: new Map(known.map(([name, tensor]) => [name, [...tensor.dims]])),
      dtypes: new Map(known.flatMap(([name, { type }]) => (isModelDtype(type) ? [[name, type]] : []))),
    }
  } finally {
    await model.release()
  }
}
