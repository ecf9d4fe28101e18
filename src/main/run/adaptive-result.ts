/** How an adaptive run went, from its stored outputs alone. */
import type { AdaptiveResult } from '@shared/adaptive'
import type { RunManifest, RunState } from '@shared/run'
import { createConvergence } from '../contribution/convergence'
import { differenceFloor, toContributionOptions } from '../contribution/contribution-options'
import type { CaseSums } from '../contribution/differences'
import { groupBy } from '../dataset/patient-key'
import { halfWidth } from '../contribution/share-interval'

/** Takes the looks of the run again; null for a run that was to take all cases. `cases` in the order of the run. */
export function toAdaptiveResult(
  { settings, outputs: studyOutputs, caseIds }: RunManifest,
  cases: readonly CaseSums[],
  state: RunState,
): AdaptiveResult | null {
  if (settings.adaptive === null) return null
  const options = toContributionOptions(settings, studyOutputs)
  const floor = differenceFloor(options) * studyOutputs.names.length
  const convergence = createConvergence(options.aggregation, settings.adaptive, floor)
  const looks = groupBy(cases, ({ cluster }) => cluster)
    .map(convergence.addPatient)
    .concat(convergence.lookAtEnd())
    .filter((look) => look !== null)
  const stopAfter = convergence.stopAfter()
  const isReached = stopAfter !== null && convergence.patientCount() >= stopAfter
  const widths = (looks.at(-1)?.intervals ?? []).flatMap((one) => (one === null ? [] : [halfWidth(one)]))
  return {
    reason: state !== 'finished' ? null : isReached ? 'tolerance-reached' : 'all-cases-used',
    casesUsed: cases.length,
    casesPlanned: caseIds.length,
    largestHalfWidth: widths.length === 0 ? null : Math.max(...widths),
    looks,
  }
}
