/** Pooled shares over the cases so far, for a run that is still going on. */
import { at } from '@shared/at'
import type { CaseOutputs } from '@shared/outputs'
import { toShares } from './aggregate'
import { toCaseDifferences } from './differences'
import { exactSum } from './exact-sum'

export interface RunningContribution {
  readonly add: (outputs: CaseOutputs) => void
  /** By modality; empty as long as nothing responded. */
  readonly shares: () => Record<string, number>
}

/** Adds up plainly: this is a picture of progress, the result is computed from the stored outputs. */
export function createRunningContribution(modalities: readonly string[]): RunningContribution {
  const amounts = modalities.map(() => 0)
  return {
    add: (outputs) => {
      for (const [index, { perClass }] of toCaseDifferences(outputs, 0).modalities.entries()) {
        amounts[index] = at(amounts, index) + exactSum(perClass)
      }
    },
    shares: () => {
      const shares = toShares(amounts)
      return Object.fromEntries((shares ?? []).map((share, index) => [at(modalities, index), share]))
    },
  }
}
