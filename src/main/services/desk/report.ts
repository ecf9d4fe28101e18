/** The PDF of a run, with the pictures of a few of its cases. */
import { at } from '@shared/at'
import type { CaseContribution } from '@shared/contribution'
import type { ReportContent } from '@shared/report-content'
import type { RunResult } from '@shared/run'
import { unlessBug } from '@shared/expected-failure'
import { toCaseDifferences } from '../../contribution/differences'
import type { ReportCase } from '../../report/case-blocks'
import type { CasePicture } from '../../report/case-picture'
import { reportKinds } from '../../report/kinds'
import { renderPdf } from '../../report/render-pdf'
import { toReportDocument } from '../../report/to-report-document'
import type { PreparedStudy } from '../../run/prepared-study'
import type { RunFolder } from '../../store/run-folder'
import { loadCaseContribution, loadRunResult, streamRecords } from '../load-run'
import { cutSlice } from './cut-slice'
import { pictureOf } from './picture-of'
import type { ReadPreview } from './preview-source'
import { prepareRunStudy } from './run-slice'

const shownCases = 3

/** Writes the report. Errors: those of loadRunResult; report/... of what is drawn. */
export async function createReport(
  read: ReadPreview,
  folder: RunFolder,
  content: ReportContent,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const result = await loadRunResult(folder, signal)
  const prepared = await prepareRunStudy(folder).catch(unlessBug(null))
  const cases: ReportCase[] = []
  for (const caseId of await chooseCases(folder, result)) {
    signal?.throwIfAborted()
    const contribution = await loadCaseContribution(folder, caseId)
    const pictures =
      prepared === null ? [] : await readPictures(read, folder.path, prepared, result, contribution)
    cases.push({ contribution, pictures })
  }
  return renderPdf(toReportDocument(result, cases, new Date(result.manifest.createdAt), content))
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

/** Pictures whose files can still be read; a report without them is better than none. */
async function readPictures(
  read: ReadPreview,
  key: string,
  prepared: PreparedStudy,
  { manifest }: RunResult,
  { caseId, modalities }: CaseContribution,
): Promise<CasePicture[]> {
  const pictures: CasePicture[] = []
  for (const part of modalities) {
    const identity = manifest.modalities.find(({ name }) => name === part.modality)
    const chooseSlice = identity === undefined ? null : reportKinds[identity.kind].slice
    if (identity === undefined || chooseSlice === null) continue
    const source = await read(key, prepared, caseId, identity.source).catch(unlessBug(null))
    if (source === null) continue
    const grid = pictureOf(source, 'model')
    const slice = chooseSlice(part, grid.dims[0])
    const { values, ...header } = cutSlice(grid, 'z', slice ?? 0)
    pictures.push({ modality: part.modality, slice, pixels: values, ...header })
  }
  return pictures
}
