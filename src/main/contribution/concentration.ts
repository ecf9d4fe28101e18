/** 8 of 11: is the effect of a modality in few parts or spread over many (METHOD section 4). */
import type { CaseDifferences } from './differences'
import { exactMean, exactSum } from './exact-sum'

export interface Concentration {
  /** exp(entropy) of the part shares: 1 for a single part, h for an even spread. */
  readonly effectiveParts: number
  /** Share of the five largest parts, 0..1. */
  readonly topFiveShare: number
}

/** Means over the cases in which the modality has an effect; null when it has none in any. */
export function toConcentration(cases: readonly CaseDifferences[], modality: number): Concentration | null {
  const all = cases.flatMap(({ modalities }) => concentrationOf(modalities[modality]?.signed ?? []) ?? [])
  if (all.length === 0) return null
  return {
    effectiveParts: exactMean(all.map(({ effectiveParts }) => effectiveParts)),
    topFiveShare: exactMean(all.map(({ topFiveShare }) => topFiveShare)),
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
