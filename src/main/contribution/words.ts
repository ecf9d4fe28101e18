/** How much a word form matters on average, and in which direction for which output (method.md section 4). */
import { at } from '@shared/at'
import type { WordContribution } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import type { PartLayout } from '@shared/part'
import { predictedClass } from '@shared/predicted-class'
import type { StudyOutputs } from '@shared/study'
import type { ModalityDifferences } from './differences'
import { addTerm, exactMean, roundPartials } from './exact-sum'

/** Exact sums over the occurrences of a word form, and how often its case predicts each class. */
interface WordSums {
  occurrences: number
  readonly difference: number[]
  readonly perClass: readonly number[][]
  readonly ofPredicted: number[]
  predictedCount: number
  readonly predictedIn: number[]
}

export interface WordsSum {
  readonly add: (outputs: CaseOutputs, layout: PartLayout, modality: ModalityDifferences) => void
  /** Means per lower-case word form over all its occurrences in all cases, the strongest first; null where there was no text. */
  readonly end: () => WordContribution[] | null
}

export function createWords(kind: Pick<StudyOutputs, 'kind'>): WordsSum {
  const byWord = new Map<string, WordSums>()
  let isText = false
  return {
    add: ({ originalOutput }, layout, modality) => {
      if (layout.kind !== 'text') return
      isText = true
      const predicted = predictedClass(originalOutput, kind)
      for (const [part, { text }] of layout.segments.entries()) {
        const row = at(modality.signed, part)
        const word = text.toLowerCase()
        const sums = byWord.get(word) ?? emptySums(row)
        byWord.set(word, sums)
        addOccurrence(sums, row, predicted)
      }
    },
    end: () =>
      isText
        ? [...byWord]
            .map(([word, sums]) => toContribution(word, sums))
            .toSorted((a, b) => b.meanDifference - a.meanDifference || (a.word < b.word ? -1 : 1))
        : null,
  }
}

/** The first occurrence says how many classes there are. */
function emptySums(row: readonly number[]): WordSums {
  const perClass = row.map(() => [])
  const predictedIn = row.map(() => 0)
  return { occurrences: 0, difference: [], perClass, ofPredicted: [], predictedCount: 0, predictedIn }
}

function addOccurrence(sums: WordSums, row: readonly number[], predicted: number | null): void {
  sums.occurrences += 1
  addTerm(sums.difference, exactMean(row.map(Math.abs)))
  for (const [index, sum] of sums.perClass.entries()) addTerm(sum, at(row, index))
  if (predicted === null) return
  sums.predictedCount += 1
  addTerm(sums.ofPredicted, at(row, predicted))
  sums.predictedIn[predicted] = at(sums.predictedIn, predicted) + 1
}

function toContribution(word: string, sums: WordSums): WordContribution {
  const { occurrences, difference, perClass, ofPredicted, predictedCount, predictedIn } = sums
  return {
    word,
    occurrences,
    meanDifference: roundPartials(difference) / occurrences,
    signedPerClass: perClass.map((sum) => roundPartials(sum) / occurrences),
    signedPredicted: predictedCount === 0 ? null : roundPartials(ofPredicted) / predictedCount,
    predictedIn,
  }
}
