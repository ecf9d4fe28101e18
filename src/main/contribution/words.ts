/** 8 of 11: how much a word form matters on average (METHOD section 4). */
import type { WordContribution } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import type { CaseDifferences } from './differences'
import { exactMean } from './exact-sum'

interface Occurrences {
  readonly absolute: number[]
  readonly signed: number[]
}

/** Means per lower-case word form over all its occurrences in all cases, the strongest first. */
export function toWordContributions(
  outputs: readonly CaseOutputs[],
  cases: readonly CaseDifferences[],
  modality: number,
): WordContribution[] {
  const byWord = new Map<string, Occurrences>()
  for (const [index, one] of cases.entries()) {
    const layout = outputs[index]?.modalities[modality]?.layout
    if (layout?.kind !== 'text') continue
    for (const [part, { text }] of layout.segments.entries()) {
      const row = one.modalities[modality]?.signed[part] ?? []
      const word = text.toLowerCase()
      const seen = byWord.get(word) ?? { absolute: [], signed: [] }
      seen.absolute.push(exactMean(row.map(Math.abs)))
      seen.signed.push(exactMean(row))
      byWord.set(word, seen)
    }
  }
  return [...byWord]
    .map(([word, { absolute, signed }]) => ({
      word,
      occurrences: absolute.length,
      meanDifference: exactMean(absolute),
      meanSigned: exactMean(signed),
    }))
    .toSorted((a, b) => b.meanDifference - a.meanDifference || (a.word < b.word ? -1 : 1))
}
