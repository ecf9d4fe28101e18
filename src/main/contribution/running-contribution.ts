/** Pooled shares over the cases so far, for a run that is still going on. */
import { at } from '@shared/at'
import { toShares } from './aggregate'
import type { CaseSums } from './differences'
import { exactSum } from './exact-sum'

export interface RunningContribution {
  readonly add: (one: CaseSums) => void
  /** By modality; empty as long as nothing responded. */
  readonly shares: () => Record<string, number>
}

/** Adds up plainly: this is a picture of progress, the result is computed from the stored outputs. */
export function createRunningContribution(modalities: readonly string[]): RunningContribution {
  const amounts = modalities.map(() => 0)
  return {
    add: ({ modalities: sums }) => {
      for (const [index, { perClass }] of sums.entries()) {
        amounts[index] = at(amounts, index) + exactSum(perClass)
      }
    },
    shares: () => {
      const shares = toShares(amounts)
      return Object.fromEntries((shares ?? []).map((share, index) => [at(modalities, index), share]))
    },
  }
}
