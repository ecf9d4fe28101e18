/** 8 of 11: how much a word form matters on average, and in which direction for which output (METHOD section 4). */
import type { WordContribution } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import { predictedClass } from '@shared/predicted-class'
import type { StudyOutputs } from '@shared/study'
import type { CaseDifferences } from './differences'
import { exactMean } from './exact-sum'

/** Differences [C] of every occurrence of a word form, and the class that its case predicts. */
interface Occurrence {
  readonly row: readonly number[]
  readonly predicted: number | null
}

/** Means per lower-case word form over all its occurrences in all cases, the strongest first. */
export function toWordContributions(
  outputs: readonly CaseOutputs[],
  cases: readonly CaseDifferences[],
  modality: number,
  kind: Pick<StudyOutputs, 'kind'>,
): WordContribution[] {
  const byWord = new Map<string, Occurrence[]>()
  for (const [index, one] of cases.entries()) {
    const stored = outputs[index]
    const layout = stored?.modalities[modality]?.layout
    if (stored === undefined || layout?.kind !== 'text') continue
    const predicted = predictedClass(stored.originalOutput, kind)
    for (const [part, { text }] of layout.segments.entries()) {
      const row = one.modalities[modality]?.signed[part] ?? []
      const word = text.toLowerCase()
      const occurrences = byWord.get(word) ?? []
      byWord.set(word, occurrences)
      occurrences.push({ row, predicted })
    }
  }
  return [...byWord]
    .map(([word, occurrences]) => toContribution(word, occurrences))
    .toSorted((a, b) => b.meanDifference - a.meanDifference || (a.word < b.word ? -1 : 1))
}

function toContribution(word: string, occurrences: readonly Occurrence[]): WordContribution {
  const classes = [...(occurrences[0]?.row ?? []).keys()]
  const ofPredicted = occurrences.flatMap(({ row, predicted }) =>
    predicted === null ? [] : [row[predicted] ?? 0],
  )
  return {
    word,
    occurrences: occurrences.length,
    meanDifference: exactMean(occurrences.map(({ row }) => exactMean(row.map(Math.abs)))),
    signedPerClass: classes.map((index) => exactMean(occurrences.map(({ row }) => row[index] ?? 0))),
    signedPredicted: ofPredicted.length === 0 ? null : exactMean(ofPredicted),
    predictedIn: classes.map((index) => occurrences.filter(({ predicted }) => predicted === index).length),
  }
}
