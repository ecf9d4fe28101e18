/** How the masks of a run got through the model, for screen and report. */
import type { RunManifest, RunResult } from '../run'

const what = {
  plain: 'plain (one forward pass per mask)',
  batched: 'batched (several masks per forward pass)',
  split: 'split (what a modality does not change is computed once per case)',
  incremental: 'incremental (only what a mask can reach is computed again)',
} as const

/** Says which path a run took and how near it came to the plain one (method.md section 9). */
export function pathWords(manifest: RunManifest, path: RunResult['path']): string {
  if (path === null) return manifest.path
  const { largestDifference, checkedMasks } = path
  if (path.path === 'plain' || largestDifference === null) return what[path.path]
  const difference = largestDifference === 0 ? '0' : largestDifference.toExponential(1)
  const where = path.comparedCases > 1 ? ` of ${path.comparedCases} cases` : ''
  const later =
    path.comparedLater === 0
      ? ''
      : `, compared again at ${path.comparedLater} later ${path.comparedLater === 1 ? 'case' : 'cases'}`
  const single =
    path.plainModalities.length === 0 ? '' : `; one at a time: ${path.plainModalities.join(', ')}`
  return `${what[path.path]}; largest difference to the plain path over ${checkedMasks} checked masks${where}${later}: ${difference}${single}`
}
