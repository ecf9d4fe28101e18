/** 11 of 11: the first page: the figure, and what it says in words. */
import { contributionBarOption } from '@shared/charts/contribution-bar'
import { lightTheme } from '@shared/charts/theme'
import type { RunResult } from '@shared/run'
import { toVerdict } from '@shared/verdict'
import { countSkipped } from './skipped-blocks'
import type { Block } from './report-document'

/** Headline, sentences and the contribution chart. */
export function summaryBlocks(result: RunResult): Block[] {
  const { contribution } = result
  const verdict = toVerdict(contribution, countSkipped(result))
  const height = 60 + 34 * contribution.modalities.length
  return [
    { kind: 'lead', text: verdict.headline },
    ...verdict.sentences.map((text): Block => ({ kind: 'paragraph', text })),
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
        'Whiskers: 95 % interval, bootstrap over patients. part-mean divides by the number of parts; whole masks each modality at once.',
    },
  ]
}
