/** What onnxruntime says about a failure, fit for a sentence of ours. */
import { basename } from 'node:path'

const longest = 300

/**
 * Makes one line of a message of onnxruntime. It speaks of nodes, names and shapes; what else it may say is taken out: the
 * folder of the model, and the index that a Gather could not find, which is a token of the text.
 */
export function ortWords(cause: unknown, modelPath: string): string {
  const words = cause instanceof Error ? cause.message : String(cause)
  return words
    .replaceAll(modelPath, basename(modelPath))
    .replace(/\bidx=-?\d+/g, 'an index')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)
}
