/** The PDF of a run, with the pictures of a few of its cases. */
import { at } from '@shared/at'
import type { ReportContent } from '@shared/report-content'
import type { Notice } from '@shared/notice'
import type { RunResult } from '@shared/run'
import { toCaseDifferences } from '../../contribution/differences'
import type { ReportCase } from '../../report/case-blocks'
import { renderPdf } from '../../report/render-pdf'
import { toReportDocument } from '../../report/to-report-document'
import type { RunFolder } from '../../store/run-folder'
import { loadCaseContribution, loadRunResult, streamRecords } from '../load-run'
import type { ReadPreview } from './preview-source'
import { isDataChanged, readPictures, toReportStudy } from './report-pictures'
import { prepareRunStudy } from './run-studies'

const shownCases = 3

/** Writes the report. Errors: those of loadRunResult; report/... of what is drawn. */
export async function createReport(
  read: ReadPreview,
  folder: RunFolder,
  content: ReportContent,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const result = await loadRunResult(folder, signal)
  const study = await toReportStudy(prepareRunStudy(folder))
  const cases: ReportCase[] = []
  for (const caseId of await chooseCases(folder, result)) {
    signal?.throwIfAborted()
    const contribution = await loadCaseContribution(folder, caseId)
    cases.push({ contribution, ...(await readPictures(read, folder.path, study, result, contribution)) })
  }
  const hasPictures = cases.some(({ pictures }) => pictures.length > 0)
  const isChanged = hasPictures && (await isDataChanged(study, result))
  const changed: Notice[] = isChanged ? [{ code: 'run/files-changed', details: {} }] : []
  const shown = { ...result, notices: [...result.notices, ...changed] }
  return renderPdf(toReportDocument(shown, cases, new Date(result.manifest.createdAt), content))
}

/** The strongest, the median and the weakest response, so that a reader sees the range and not the best case only. */
async function chooseCases(folder: RunFolder, { manifest }: RunResult): Promise<string[]> {
  const totals: { readonly caseId: string; readonly total: number }[] = []
  for await (const record of streamRecords(folder, manifest, () => undefined)) {
    if (record.record !== 'case') continue
    const { caseId, total } = toCaseDifferences(record.outputs, 0)
    if (total > 0) totals.push({ caseId, total })
  }
  const sorted = totals.toSorted((a, b) => b.total - a.total).map(({ caseId }) => caseId)
  const places = [0, Math.floor((sorted.length - 1) / 2), sorted.length - 1]
  return sorted.length <= shownCases ? sorted : places.map((place) => at(sorted, place))
}
