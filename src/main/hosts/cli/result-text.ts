/** A result as tables for the terminal. */
import { adaptiveWords } from '@shared/adaptive-words'
import type { ModalityContribution } from '@shared/contribution'
import type { RunResult } from '@shared/run'
import { isSkippedCase } from '@shared/describe-notice'
import { noticeLines, skippedLines } from '@shared/notice-lines'
import { aggregations } from '@shared/study'
import { toVerdict } from '@shared/verdict'
import { toWordTable, wordTableNote } from '@shared/word-rows'
import { toTable } from './table'

const shownWords = 10

/** How the notices of a result are written: in full, or only which cases were skipped, for a reader who has just been told why. */
export type NoticeWords = 'in full' | 'told before'

/** Verdict, contributions by every aggregation, attributes, words, skipped and silent cases, notices. */
export function toResultText(result: RunResult, words: NoticeWords = 'in full'): string {
  const { contribution, notices } = result
  const skipped = notices.filter(isSkippedCase)
  const verdict = toVerdict(contribution, skipped.length, adaptiveWords(result))
  const blocks = [
    `${result.manifest.name}  (run ${result.run}, ${result.state})`,
    [verdict.headline, ...verdict.sentences].join('\n'),
    modalityTable(contribution.modalities),
    ...contribution.modalities.flatMap(attributeTable),
    ...contribution.modalities.flatMap((one) => wordTable(one, contribution.outputNames)),
    ...(contribution.silentCases.length === 0
      ? []
      : [`Silent cases: ${contribution.silentCases.join(', ')}`]),
    ...noticeBlocks(result, words),
  ]
  return blocks.join('\n\n')
}

function noticeBlocks({ run, notices, cases }: RunResult, words: NoticeWords): string[] {
  const skipped = notices.filter(isSkippedCase)
  if (words === 'told before') {
    const ids = [...new Set(skipped.map(({ caseId }) => caseId))].join(', ')
    return ids === '' ? [] : [`Skipped cases, as said above: ${ids}. modalens show ${run} says it again.`]
  }
  const block = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join('\n')]
  return [
    ...block('Skipped cases:', skippedLines(notices)),
    ...block('Notices:', noticeLines(notices, cases.length)),
  ]
}

function modalityTable(modalities: readonly ModalityContribution[]): string {
  const names = aggregations.filter((name) => name !== 'per-class')
  return toTable(
    ['modality', 'm', '95 % interval', ...names, 'parts', 'enrichment', 'inert', 'flips'],
    modalities.map((one) => [
      one.modality,
      one.contribution.toFixed(3),
      one.interval === null ? '-' : `${one.interval[0].toFixed(3)} to ${one.interval[1].toFixed(3)}`,
      ...names.map((name) => one.byAggregation[name]?.toFixed(3) ?? '-'),
      one.meanPartCount.toFixed(1),
      one.enrichment?.toFixed(2) ?? '-',
      `${Math.round(100 * one.inertShare)} %`,
      String(one.flips),
    ]),
  )
}

function attributeTable({ modality, attributes }: ModalityContribution): string[] {
  if (attributes === null || attributes.length < 2) return []
  const sorted = attributes.toSorted((a, b) => b.contribution - a.contribution)
  const rows = sorted.map(({ name, contribution, interval }) => [
    name,
    contribution.toFixed(3),
    interval === null ? '-' : `${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}`,
  ])
  return [
    `Attributes of ${modality} (they add up to its m)\n${toTable(['attribute', 'm', '95 % interval'], rows)}`,
  ]
}

function wordTable({ modality, words }: ModalityContribution, outputNames: readonly string[]): string[] {
  if (words === null || words.length === 0) return []
  const { head, rows } = toWordTable(words.slice(0, shownWords), outputNames)
  return [`Words of ${modality}\n${toTable(head, rows)}\n${wordTableNote}`]
}
