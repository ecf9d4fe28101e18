/** Why an adaptive run ended, in a sentence. */
import type { DatasetContribution } from '../contribution'
import type { RunResult } from '../run'
import type { AdaptiveSettings } from '../study/run-settings'

/** Says how many cases were used of how many, and why the run ended there; nothing for another run, or one cut off. */
export function adaptiveWords({ adaptive, manifest }: Pick<RunResult, 'adaptive' | 'manifest'>): string[] {
  const settings = manifest.settings.adaptive
  if (adaptive === null || settings === null) return []
  const { reason, casesUsed, casesPlanned, largestHalfWidth } = adaptive
  const wanted = plusMinus(String(settings.tolerance))
  const isSilent = adaptive.looks.length === 0
  const widest =
    largestHalfWidth === null
      ? isSilent
        ? 'nothing responded'
        : 'there is no interval'
      : `the widest interval is ${plusMinus(largestHalfWidth.toFixed(3))}`
  if (reason === 'tolerance-reached') {
    return [
      `Adaptive run: it ended after ${casesUsed} of ${casesPlanned} cases, in random order, because every contribution was known to ${wanted}; ${widest}.`,
    ]
  }
  if (reason === null) return []
  const isWider = largestHalfWidth !== null && largestHalfWidth > settings.tolerance
  return [
    `Adaptive run: it used all cases (${casesUsed} of ${casesPlanned})${isWider ? ` without reaching ${wanted}` : ''}; ${widest}.`,
  ]
}

/** On one line, wherever it stands. */
function plusMinus(figure: string): string {
  return `±\u00a0${figure}`
}

/** When an adaptive run may end. */
export function adaptiveSettingsWords({ tolerance, minCases, blockSize }: AdaptiveSettings): string {
  return `until every interval is ${plusMinus(String(tolerance))}, at least ${minCases} cases, looks after every ${blockSize} patients`
}

/** How the 95 % intervals of a result were made. */
export function intervalWords({ intervalMethod }: Pick<DatasetContribution, 'intervalMethod'>): string {
  return intervalMethod === 'bootstrap'
    ? 'bootstrap over patients'
    : 'jackknife over patients, symmetric in log odds'
}
