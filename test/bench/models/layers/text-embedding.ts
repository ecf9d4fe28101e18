/** Benchmark: token ids as a sequence of vectors (Devlin et al. 2019). */
import type { Net } from '../net'
import { addLayerNorm } from './layer-norm'
import { addExpand } from './shape'

export interface TextEmbedding {
  readonly width: number
  readonly length: number
  readonly vocabulary: number
}

/** Adds word, segment and position vectors and normalises their sum: [batch, length, width]. Segments are all 0, positions 0, 1, 2 ... */
export function addTextEmbedding(
  net: Net,
  ids: string,
  { width, length, vocabulary }: TextEmbedding,
): string {
  const words = net.add('Gather', [net.weights([vocabulary, width], 1), ids])
  const zeros = Array.from({ length }, () => 0)
  const segments = addExpand(net, net.ints(zeros, [1, length]), ids, [length])
  const segmentVectors = net.add('Gather', [net.weights([2, width], 0.3), segments])
  const order = net.ints([...zeros.keys()], [1, length])
  const positions = net.add('Gather', [net.weights([length, width], 0.3), order])
  const sum = net.add('Add', [net.add('Add', [words, segmentVectors]), positions])
  return addLayerNorm(net, sum, width)
}

/** Adds what turns an attention mask [batch, length] of 1 and 0 into summands of the scores, [batch, 1, 1, length] of 0 and a very low number. */
export function addScoreMask(net: Net, mask: string): string {
  const rows = net.add('Unsqueeze', [mask, net.ints([1])])
  const cells = net.add('Unsqueeze', [rows, net.ints([2])])
  const shown = net.add('Cast', [cells], { to: 1 })
  const hidden = net.add('Sub', [net.float(1), shown])
  return net.add('Mul', [hidden, net.float(-3.4028234663852886e38)])
}
