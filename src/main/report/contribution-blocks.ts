/** The figures behind the summary: every aggregation, classes, attributes, labels, words. */
import { attributeBarOption } from '@shared/charts/attribute-bar'
import { classShareOption } from '@shared/charts/class-share'
import { lightTheme } from '@shared/charts/theme'
import type { DatasetContribution, ModalityContribution } from '@shared/contribution'
import type { RunResult } from '@shared/run'
import { groundingNote, groundingSentences, toGroundingTables } from '@shared/words/grounding-words'
import { jointNote, toJointTable } from '@shared/words/joint-words'
import { labelTableNote, toLabelTable } from '@shared/label-rows'
import { exploratoryWords, intervalSentences } from '@shared/words/interval-words'
import { aggregations } from '@shared/study'
import type { ReportContent } from '@shared/report-content'
import { toWordTable, wordTableNote } from '@shared/word-rows'
import { factor, interval, percent, share } from './numbers'
import type { Block } from './report-document'

const shownWords = 12

/** As many bars as a page holds; the tables of the export have them all. */
const shownClasses = 30
const shownAttributes = 36
const shownLabels = 36

/** Tables of all aggregations and of each modality's own figures. */
export function contributionBlocks(contribution: DatasetContribution, content: ReportContent): Block[] {
  const names = aggregations.filter((name) => name !== 'per-class')
  const { modalities } = contribution
  return [
    { kind: 'heading', level: 2, text: 'Aggregations' },
    {
      kind: 'table',
      head: ['Modality', ...names, '95 % interval'],
      rows: modalities.map((one) => [
        one.modality,
        ...names.map((name) => share(one.byAggregation[name])),
        interval(one.interval),
      ]),
    },
    ...smallBlocks([
      ...intervalSentences(
        modalities.map((one) => [one.modality, one]),
        contribution,
      ),
      ...exploratoryWords(contribution),
    ]),
    {
      kind: 'table',
      head: [
        'Modality',
        'parts per case',
        'enrichment',
        'redundancy',
        'effective parts',
        'top five',
        'inert',
        'flips',
      ],
      rows: modalities.map(detailRow),
    },
    {
      kind: 'small',
      text:
        'Enrichment: m divided by the share of parts. Redundancy: effect of the whole mask divided by the sum of the part effects. ' +
        'Effective parts: exp(entropy) of the part shares. Inert: parts with nothing to mask. Flips: parts whose masking changes a label.',
    },
    ...classBlocks(contribution),
    ...modalities.flatMap((one, index) => attributeBlocks(one, index, contribution)),
    ...modalities.flatMap((one) => labelBlocks(one, contribution)),
    ...modalities.flatMap((one) => wordBlocks(one, contribution.outputNames, content)),
  ]
}

function detailRow(one: ModalityContribution): string[] {
  return [
    one.modality,
    one.meanPartCount.toFixed(1),
    factor(one.enrichment),
    factor(one.redundancy),
    factor(one.concentration?.effectiveParts ?? null),
    one.concentration === null ? '-' : percent(one.concentration.topFiveShare),
    percent(one.inertShare),
    String(one.flips),
  ]
}

function classBlocks(contribution: DatasetContribution): Block[] {
  const { length } = contribution.outputNames
  if (length < 2) return []
  const outputNames = contribution.outputNames.slice(0, shownClasses)
  return [
    { kind: 'heading', level: 2, text: 'Classes', keep: 60 + 24 * outputNames.length },
    {
      kind: 'chart',
      option: classShareOption({ ...contribution, outputNames }, lightTheme),
      height: 60 + 24 * outputNames.length,
      alt: 'Contribution of each modality within each class',
    },
    ...restNote(`The first ${shownClasses} of ${length} outputs.`, length > shownClasses),
  ]
}

function attributeBlocks(
  { modality, attributes }: ModalityContribution,
  index: number,
  contribution: DatasetContribution,
): Block[] {
  if (attributes === null || attributes.length < 2) return []
  const largest = attributes.toSorted((a, b) => b.contribution - a.contribution).slice(0, shownAttributes)
  return [
    { kind: 'heading', level: 2, text: `Attributes of ${modality}`, keep: 40 + 20 * largest.length },
    {
      kind: 'chart',
      option: attributeBarOption(largest, lightTheme, index),
      height: 40 + 20 * largest.length,
      alt: `Contribution of each attribute of ${modality}`,
    },
    ...restNote(
      `The ${shownAttributes} largest of ${attributes.length} attributes.`,
      attributes.length > shownAttributes,
    ),
    ...smallBlocks(
      intervalSentences(
        largest.map((one) => [one.name, one]),
        contribution,
      ),
    ),
  ]
}

function labelBlocks({ modality, labels }: ModalityContribution, contribution: DatasetContribution): Block[] {
  if (labels === undefined || labels.length === 0) return []
  const { head, rows } = toLabelTable(labels, contribution.outputNames)
  return [
    { kind: 'heading', level: 2, text: `Labels of ${modality}` },
    { kind: 'table', head, rows: rows.slice(0, shownLabels) },
    ...restNote(`The ${shownLabels} largest of ${rows.length} labels.`, rows.length > shownLabels),
    { kind: 'small', text: labelTableNote },
    ...smallBlocks(
      intervalSentences(
        labels.map((one) => [one.name, one]),
        contribution,
      ),
    ),
  ]
}

function smallBlocks(sentences: readonly string[]): Block[] {
  return sentences.map((text): Block => ({ kind: 'small', text }))
}

/** What a chart leaves out is said below it. */
function restNote(text: string, isCut: boolean): Block[] {
  return isCut ? [{ kind: 'small', text }] : []
}

function wordBlocks(
  { modality, words }: ModalityContribution,
  outputNames: readonly string[],
  content: ReportContent,
): Block[] {
  if (words === null || words.length === 0 || !content.words) return []
  const { head, rows } = toWordTable(words.slice(0, shownWords), outputNames)
  return [
    { kind: 'heading', level: 2, text: `Words of ${modality}` },
    { kind: 'table', head, rows },
    { kind: 'small', text: wordTableNote },
  ]
}

/** Sets of parts masked at once, beside the contributions. */
export function jointBlocks({ joint }: Pick<RunResult, 'joint'>): Block[] {
  if (joint.length === 0) return []
  const { head, rows } = toJointTable(joint)
  return [
    { kind: 'heading', level: 2, text: 'Sets of parts' },
    { kind: 'table', head, rows },
    { kind: 'small', text: jointNote },
  ]
}

/** Labels against masks of the same shape elsewhere. */
export function groundingBlocks({ grounding }: Pick<RunResult, 'grounding'>): Block[] {
  if (grounding.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: 'Grounding' },
    ...groundingSentences(grounding).map((text): Block => ({ kind: 'paragraph', text })),
    ...toGroundingTables(grounding).map((table): Block => ({ kind: 'table', ...table })),
    { kind: 'small', text: groundingNote },
  ]
}
