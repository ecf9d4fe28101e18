/** How much memory the largest tensor of a pass takes. */
import { toGraphIndex } from '../graph/graph-index'
import type { ParsedModel } from '../graph/parse-model'
import { buildSizedModel } from '../graph/tensor-sizes'
import type { CaseTensors } from '../tensors/modality-tensors'
import { toNumbers } from './output-rows'
import { openOrtModel } from './ort-model'
import type { SessionOptions } from './open-session'
import { toOriginalFeeds } from './paths/original-feeds'

/** What a value takes at most, but for the rare float64. */
const valueBytes = 4

/** Runs the untouched case once and answers with the bytes of the largest tensor of it, inside of the graph. Errors: those of opening and running a derived model. */
export async function largestTensorBytes(
  parsed: ParsedModel,
  modelPath: string,
  original: CaseTensors,
  options: SessionOptions,
): Promise<number> {
  const { bytes, outputs } = buildSizedModel(parsed, toGraphIndex(parsed))
  if (outputs.length === 0) return 0
  const model = await openOrtModel({ modelPath, bytes }, options)
  try {
    const sizes = await model.run(toOriginalFeeds(original, options.card), outputs)
    return valueBytes * [...sizes.values()].flatMap(toNumbers).reduce((most, size) => Math.max(most, size), 0)
  } finally {
    await model.release()
  }
}
