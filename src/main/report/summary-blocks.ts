/** The first page: the figure, and what it says in words. */
import { adaptiveWords, intervalWords } from '@shared/words/adaptive-words'
import { doubtWords } from '@shared/words/doubt-words'
import { contributionBarOption } from '@shared/charts/contribution-bar'
import { convergenceOption } from '@shared/charts/convergence'
import { lightTheme } from '@shared/charts/theme'
import type { RunResult } from '@shared/run'
import { toRunVerdict } from '@shared/words/verdict'
import { countSkipped } from './skipped-blocks'
import type { Block } from './report-document'

/** Headline, sentences and the contribution chart. */
export function summaryBlocks(result: RunResult): Block[] {
  const { contribution } = result
  const verdict = toRunVerdict(result, countSkipped(result), [
    ...adaptiveWords(result),
    ...doubtWords(result),
  ])
  const height = 60 + 34 * contribution.modalities.length
  return [
    { kind: 'lead', text: verdict.headline },
    ...[...verdict.alarms, ...verdict.sentences].map((text): Block => ({ kind: 'paragraph', text })),
    { kind: 'heading', level: 2, text: 'Modality contribution' },
    {
      kind: 'chart',
      option: contributionBarOption(contribution, lightTheme),
      height,
      alt: 'Contribution of each modality by three aggregations, with 95 % intervals',
    },
    {
      kind: 'small',
      text:
        'Contribution m: the share of all output changes that masking this modality causes; all modalities add up to 1. ' +
        `Whiskers: 95 % interval, ${intervalWords(contribution)}. ` +
        'part-mean divides by the number of parts; whole masks each modality at once.',
    },
    ...convergenceBlocks(result),
  ]
}

const convergenceHeight = 170

/** How the figures of an adaptive run settled. */
function convergenceBlocks({ adaptive, manifest }: RunResult): Block[] {
  if (adaptive === null || adaptive.looks.length < 2) return []
  const names = manifest.modalities.map(({ name }) => name)
  return [
    { kind: 'heading', level: 2, text: 'Convergence', keep: convergenceHeight },
    {
      kind: 'chart',
      option: convergenceOption(adaptive.looks, names, lightTheme),
      height: convergenceHeight,
      alt: 'Contribution of each modality with its 95 % interval over the cases of the run',
    },
    {
      kind: 'small',
      text: 'Contribution and 95 % interval (band) after every block of patients, in seeded random order. The run ends a quarter after the first look at which every band is narrow enough.',
    },
  ]
}
