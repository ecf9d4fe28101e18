/** 11 of 11: a result and a few of its cases -> the document of the report. Pure. */
import type { RunResult } from '@shared/run'
import { caseBlocks, type ReportCase } from './case-blocks'
import { contributionBlocks } from './contribution-blocks'
import { identityBlocks } from './identity-blocks'
import type { ReportDocument } from './report-document'
import { skippedBlocks } from './skipped-blocks'
import { summaryBlocks } from './summary-blocks'

export const researchNotice = 'Research use only. Not a medical device.'

/** Puts the report together; `createdAt` is passed in, so that the same result makes the same document. */
export function toReportDocument(
  result: RunResult,
  cases: readonly ReportCase[],
  createdAt: Date,
): ReportDocument {
  return {
    title: 'Modality contribution',
    subtitle: result.manifest.name,
    notice: researchNotice,
    createdAt,
    blocks: [
      ...summaryBlocks(result),
      ...contributionBlocks(result.contribution),
      ...identityBlocks(result),
      ...caseBlocks(result, cases),
      ...skippedBlocks(result),
    ],
  }
}
