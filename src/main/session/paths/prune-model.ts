/** 7 of 11: the model without the rows that nothing reads, learned from one case. */
import { buildBaselineModel } from '../../graph/baseline-model'
import { toGraphIndex } from '../../graph/graph-index'
import type { ParsedModel } from '../../graph/parse-model'
import { pruneRows, tensorsToMeasure } from '../../graph/prune/prune-rows'
import type { CaseTensors } from '../../tensors/modality-tensors'
import { openOrtModel } from '../ort-model'
import { chooseOutput } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import { toOriginalFeeds } from './original-feeds'

/** Measures the dims of a case and prunes. Errors: session/open-failed, session/run-failed. */
export async function pruneModel(options: DerivedOptions, original: CaseTensors): Promise<ParsedModel> {
  const { parsed, card, modelPath, outputs } = options
  const names = tensorsToMeasure(parsed.graph)
  if (names.length === 0) return parsed
  const output = chooseOutput(card, outputs)
  const bytes = buildBaselineModel(parsed, toGraphIndex(parsed.graph), { output, frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath, bytes }, options)
  try {
    const feeds = toOriginalFeeds(original, card)
    const known = [...Object.entries(feeds), ...(await model.run(feeds, names))]
    const dims = new Map(known.map(([name, tensor]) => [name, [...tensor.dims]]))
    return { ...parsed, graph: pruneRows(parsed.graph, dims) }
  } finally {
    await model.release()
  }
}
