/** A result and a few of its cases -> the document of the report. Pure. */
import { leastContent, withoutFileNames, type ReportContent } from '@shared/report-content'
import type { RunResult } from '@shared/run'
import { caseBlocks, type ReportCase } from './case-blocks'
import { contributionBlocks, groundingBlocks, jointBlocks } from './contribution-blocks'
import { identityBlocks } from './identity-blocks'
import type { ReportDocument } from './report-document'
import { skippedBlocks } from './skipped-blocks'
import { summaryBlocks } from './summary-blocks'

export const researchNotice = 'Research use only. Not a medical device.'

/** Puts the report together, with what it may print of patients; `createdAt` is passed in, so that the same result makes the same document. */
export function toReportDocument(
  whole: RunResult,
  cases: readonly ReportCase[],
  createdAt: Date,
  content: ReportContent = leastContent,
): ReportDocument {
  const result = content.fileNames ? whole : { ...whole, notices: withoutFileNames(whole.notices) }
  return {
    title: 'Modality contribution',
    subtitle: result.manifest.name,
    notice: researchNotice,
    createdAt,
    blocks: [
      ...summaryBlocks(result),
      ...contributionBlocks(result.contribution, content),
      ...jointBlocks(result),
      ...groundingBlocks(result),
      ...identityBlocks(result, content),
      ...caseBlocks(result, cases, content),
      ...skippedBlocks(result),
    ],
  }
}
