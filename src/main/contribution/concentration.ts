/** Is the effect of a modality in few parts or spread over many (method.md section 4). */
import type { ModalityDifferences } from './differences'
import { addTerm, exactSum, roundPartials } from './exact-sum'

export interface Concentration {
  /** exp(entropy) of the part shares: 1 for a single part, h for an even spread. */
  readonly effectiveParts: number
  /** Share of the five largest parts, 0..1. */
  readonly topFiveShare: number
}

export interface ConcentrationMean {
  readonly add: (modality: ModalityDifferences) => void
  /** Means over the cases in which the modality has an effect; null when it has none in any. */
  readonly end: () => Concentration | null
}

export function createConcentration(): ConcentrationMean {
  const effectiveParts: number[] = []
  const topFiveShare: number[] = []
  let count = 0
  return {
    add: ({ signed }) => {
      const one = concentrationOf(signed)
      if (one === null) return
      count += 1
      addTerm(effectiveParts, one.effectiveParts)
      addTerm(topFiveShare, one.topFiveShare)
    },
    end: () =>
      count === 0
        ? null
        : {
            effectiveParts: roundPartials(effectiveParts) / count,
            topFiveShare: roundPartials(topFiveShare) / count,
          },
  }
}

function concentrationOf(signed: readonly (readonly number[])[]): Concentration | null {
  const effects = signed.map((row) => exactSum(row.map(Math.abs)))
  const total = exactSum(effects)
  if (total === 0) return null
  const shares = effects.map((effect) => effect / total).filter((share) => share > 0)
  const entropy = -exactSum(shares.map((share) => share * Math.log(share)))
  const topFive = shares.toSorted((a, b) => b - a).slice(0, 5)
  return { effectiveParts: Math.exp(entropy), topFiveShare: exactSum(topFive) }
}
