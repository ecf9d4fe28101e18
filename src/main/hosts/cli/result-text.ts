/** A result as tables for the terminal. */
import { adaptiveWords } from '@shared/words/adaptive-words'
import type { DatasetContribution, Interval, ModalityContribution } from '@shared/contribution'
import { doubtWords, withoutDoubts } from '@shared/words/doubt-words'
import type { RunResult } from '@shared/run'
import { isSkippedCase, noticeSentence } from '@shared/words/describe-notice'
import { exploratoryWords, intervalSentences } from '@shared/words/interval-words'
import { groundingNote, groundingSentences, toGroundingTables } from '@shared/words/grounding-words'
import { jointNote, toJointTable } from '@shared/words/joint-words'
import { labelTableNote, toLabelTable } from '@shared/label-rows'
import { noticeLines, skippedLines } from '@shared/words/notice-lines'
import { aggregations } from '@shared/study'
import { toRunVerdict } from '@shared/words/verdict'
import { toWordTable, wordTableNote } from '@shared/word-rows'
import { toTable } from './table'

const shownWords = 10

/** Verdict, contributions by every aggregation, attributes, labels, words, skipped and silent cases, notices; what was `told` already is not said again. */
export function toResultText(result: RunResult, told: ReadonlySet<string> = new Set()): string {
  const { contribution, notices } = result
  const skipped = notices.filter(isSkippedCase)
  const verdict = toRunVerdict(result, skipped.length, [
    ...adaptiveWords(result),
    ...doubtWords(result).filter((sentence) => !told.has(sentence)),
  ])
  const blocks = [
    `${result.manifest.name}  (run ${result.run}, ${result.state})`,
    [verdict.headline, ...verdict.alarms, ...verdict.sentences].join('\n'),
    modalityTable(contribution),
    ...contribution.modalities.flatMap((one) => attributeTable(one, contribution)),
    ...contribution.modalities.flatMap((one) => labelTable(one, contribution)),
    ...contribution.modalities.flatMap((one) => wordTable(one, contribution.outputNames)),
    ...jointTable(result),
    ...groundingTable(result),
    ...(contribution.silentCases.length === 0
      ? []
      : [`Silent cases: ${contribution.silentCases.join(', ')}`]),
    ...noticeBlocks(result, told),
  ]
  return blocks.join('\n\n')
}

function noticeBlocks({ notices, cases }: RunResult, told: ReadonlySet<string>): string[] {
  const news = notices.filter((one) => !told.has(noticeSentence(one)))
  const old = notices.filter((one) => isSkippedCase(one) && told.has(noticeSentence(one)))
  const ids = [...new Set(old.map(({ caseId }) => caseId))].join(', ')
  const block = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join('\n')]
  return [
    ...(ids === '' ? [] : [`Skipped cases, as said above: ${ids}.`]),
    ...block('Skipped cases:', skippedLines(news)),
    ...block('Notices:', noticeLines(withoutDoubts(news), cases.length)),
  ]
}

function modalityTable(contribution: DatasetContribution): string {
  const { modalities } = contribution
  const names = aggregations.filter((name) => name !== 'per-class')
  const table = toTable(
    ['modality', 'm', '95 % interval', ...names, 'parts', 'enrichment', 'inert', 'flips'],
    modalities.map((one) => [
      one.modality,
      one.contribution.toFixed(3),
      writeInterval(one.interval),
      ...names.map((name) => one.byAggregation[name]?.toFixed(3) ?? '-'),
      one.meanPartCount.toFixed(1),
      one.enrichment?.toFixed(2) ?? '-',
      `${Math.round(100 * one.inertShare)} %`,
      String(one.flips),
    ]),
  )
  const named = modalities.map((one) => [one.modality, one] as const)
  return [table, ...intervalSentences(named, contribution), ...exploratoryWords(contribution)].join('\n')
}

/** Why there is none stands below the table. */
function writeInterval(interval: Interval | null): string {
  return interval === null ? 'none' : `${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}`
}

function attributeTable(
  { modality, attributes }: ModalityContribution,
  contribution: DatasetContribution,
): string[] {
  if (attributes === null || attributes.length < 2) return []
  const sorted = attributes.toSorted((a, b) => b.contribution - a.contribution)
  const rows = sorted.map((one) => [one.name, one.contribution.toFixed(3), writeInterval(one.interval)])
  const table = toTable(['attribute', 'm', '95 % interval'], rows)
  const named = sorted.map((one) => [one.name, one] as const)
  return [
    [
      `Attributes of ${modality} (they add up to its m)`,
      table,
      ...intervalSentences(named, contribution),
    ].join('\n'),
  ]
}

function jointTable({ joint }: RunResult): string[] {
  if (joint.length === 0) return []
  const { head, rows } = toJointTable(joint)
  return [`Sets of parts\n${toTable(head, rows)}\n${jointNote}`]
}

function groundingTable({ grounding }: RunResult): string[] {
  if (grounding.length === 0) return []
  const tables = toGroundingTables(grounding).map(({ head, rows }) => toTable(head, rows))
  return [['Grounding', ...groundingSentences(grounding), ...tables, groundingNote].join('\n')]
}

function labelTable({ modality, labels }: ModalityContribution, contribution: DatasetContribution): string[] {
  if (labels === undefined || labels.length === 0) return []
  const { head, rows } = toLabelTable(labels, contribution.outputNames)
  const named = labels.map((one) => [one.name, one] as const)
  return [
    [
      `Labels of ${modality} (they add up to its m)`,
      toTable(head, rows),
      labelTableNote,
      ...intervalSentences(named, contribution),
    ].join('\n'),
  ]
}

function wordTable({ modality, words }: ModalityContribution, outputNames: readonly string[]): string[] {
  if (words === null || words.length === 0) return []
  const { head, rows } = toWordTable(words.slice(0, shownWords), outputNames)
  return [`Words of ${modality}\n${toTable(head, rows)}\n${wordTableNote}`]
}
