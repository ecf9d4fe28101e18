/** What is known of the parts of one modality over the cohort, summed up case by case: no part of a case is kept. */
import { at } from '@shared/at'
import type { CaseOutputs } from '@shared/outputs'
import type { StudyOutputs } from '@shared/study'
import { createAttributes, type AttributesSum } from './attributes'
import { createConcentration, type ConcentrationMean } from './concentration'
import type { CaseDifferences } from './differences'
import { createSameLabel, findFlips } from './flips'
import { createLabels, type LabelsSum } from './labels'
import { createMeanMap, type MeanMapSum } from './mean-map'
import { createWords, type WordsSum } from './words'

/** Counts over the stored parts of the cases that have the modality: inert ones, and those that change a label. */
export interface StoredFigures {
  readonly inertParts: number
  readonly inertShare: number
  readonly flips: number
  readonly absentCases: number
}

export interface PartFigures {
  readonly modality: string
  readonly add: (outputs: CaseOutputs, differences: CaseDifferences) => void
  readonly stored: () => StoredFigures
  readonly concentration: ConcentrationMean['end']
  readonly attributes: Pick<AttributesSum, 'layout' | 'end'>
  readonly labels: Pick<LabelsSum, 'names' | 'end'>
  readonly words: WordsSum['end']
  readonly meanMap: MeanMapSum['end']
}

/** Sums up a modality by its place in the cases. */
export function createPartFigures(modality: string, index: number, outputs: StudyOutputs): PartFigures {
  const isSame = createSameLabel(outputs)
  const concentration = createConcentration()
  const attributes = createAttributes()
  const labels = createLabels()
  const words = createWords(outputs)
  const meanMap = createMeanMap()
  const counts = { inertParts: 0, parts: 0, flips: 0, absentCases: 0 }
  const count = (one: CaseOutputs): void => {
    const stored = at(one.modalities, index)
    if (stored.absent === true) {
      counts.absentCases += 1
      return
    }
    counts.inertParts += stored.inertParts.length
    counts.parts += stored.occludedOutput.length
    counts.flips += findFlips(one, stored, isSame).length
  }
  return {
    modality,
    add: (one, { modalities }) => {
      const { layout, recording } = at(one.modalities, index)
      const differences = at(modalities, index)
      count(one)
      concentration.add(differences)
      attributes.add(layout, differences)
      labels.add(layout, differences)
      words.add(one, layout, differences)
      meanMap.add(layout, differences, recording)
    },
    stored: () => {
      const { inertParts, parts, flips, absentCases } = counts
      return { inertParts, inertShare: parts > 0 ? inertParts / parts : 0, flips, absentCases }
    },
    concentration: concentration.end,
    attributes,
    labels,
    words: words.end,
    meanMap: meanMap.end,
  }
}
