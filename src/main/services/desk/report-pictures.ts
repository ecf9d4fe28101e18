/** The pictures that a report draws maps over, read once more from the files of the run. */
import { AppError, toErrorData, type ErrorData } from '@shared/errors'
import { at } from '@shared/at'
import { axisNumber } from '@shared/charts/patch-map'
import { unlessBug } from '@shared/expected-failure'
import { planesOf, type Plane } from '@shared/picture/planes'
import { placeWords } from '@shared/words/plane-words'
import { strongestSlice } from '@shared/picture/strongest-slice'
import type { CaseContribution, PartDifferences } from '@shared/contribution'
import type { RunResult } from '@shared/run'
import { fingerprintDataset } from '../../dataset/fingerprint-dataset'
import { isAbsent } from '../../dataset/absent-modality'
import type { PixelGrid } from '../../kinds/pixel-grid'
import type { CasePicture, MissingPicture } from '../../report/case-picture'
import { reportKinds } from '../../report/kinds'
import type { PreparedStudy } from '../../run/prepared-study'
import { cutSlice } from './cut-slice'
import { readPicture } from './picture-of'
import type { ReadPreview } from './preview-source'

/** The study of a run as far as it can be prepared again, or why it cannot. */
export type ReportStudy = { readonly prepared: PreparedStudy } | { readonly error: ErrorData }

export interface CasePictures {
  readonly pictures: readonly CasePicture[]
  /** What could not be drawn: a report without it is better than none, but says so. */
  readonly missing: readonly MissingPicture[]
}

/** Prepares a study; what a user can mend is an answer, not a failure. */
export async function toReportStudy(preparing: Promise<PreparedStudy>): Promise<ReportStudy> {
  return preparing.then(
    (prepared): ReportStudy => ({ prepared }),
    (thrown: unknown) => ({ error: expectedError(thrown) }),
  )
}

/** Reads the pictures of a case; those of modalities that it does not have are not missing. */
export async function readPictures(
  read: ReadPreview,
  key: string,
  study: ReportStudy,
  { manifest }: RunResult,
  { caseId, modalities }: CaseContribution,
): Promise<CasePictures> {
  const pictures: CasePicture[] = []
  const missing: MissingPicture[] = []
  for (const part of modalities) {
    const identity = manifest.modalities.find(({ name }) => name === part.modality)
    if (identity === undefined || reportKinds[identity.kind].picture === null) continue
    if ('error' in study) {
      missing.push({ modality: part.modality, error: study.error })
      continue
    }
    if (isWithout(study.prepared, caseId, identity.source)) continue
    try {
      const grid = await readPicture(await read(key, study.prepared, caseId, identity.source), 'model')
      checkSize(grid, part, caseId)
      // Axial where the file says how it lies.
      const plane = at(planesOf(grid).planes, 0)
      const slice = chooseSlice(part, plane)
      const { values, ...header } = cutSlice(grid, plane.slices.axis, slice)
      const { pixels } = grid
      const lies = { lies: placeWords(planesOf(grid)), isMm: pixels?.unit === 'mm' }
      pictures.push({ modality: part.modality, slice, pixels: values, ...lies, ...header })
    } catch (thrown) {
      missing.push({ modality: part.modality, error: expectedError(thrown) })
    }
  }
  return { pictures, missing }
}

/** True where names or sizes of files are not those of the run any more; false where the study cannot be prepared, which is said elsewhere. */
export async function isDataChanged(study: ReportStudy, { manifest }: RunResult): Promise<boolean> {
  if ('error' in study) return false
  const { open, cases } = study.prepared
  const fingerprint = await fingerprintDataset(open, cases).catch(unlessBug(null))
  return fingerprint !== manifest.dataset.fingerprint
}

/** Through the strongest part; the middle where no part has a place. */
function chooseSlice({ layout, signed }: PartDifferences, { slices }: Plane): number {
  if (slices.count === 1) return 0
  const effects = signed.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0))
  return strongestSlice(layout, effects, axisNumber[slices.axis]) ?? Math.floor(slices.count / 2)
}

function isWithout({ open, dataset }: PreparedStudy, caseId: string, source: string): boolean {
  const modality = open.study.modalities.find(({ name }) => name === source)
  const datasetCase = dataset.cases.find((one) => one.caseId === caseId)
  return modality !== undefined && datasetCase !== undefined && isAbsent(modality, datasetCase)
}

/** Parts lie on the tensor of the run: a file that makes another one was changed. Errors: run/other-size. */
function checkSize({ dims }: PixelGrid, { layout, modality }: PartDifferences, caseId: string): void {
  if (layout.kind !== 'grid') return
  const got = dims.slice(dims.length - layout.dims.length)
  if (got.join() === layout.dims.join()) return
  throw new AppError('run/other-size', { caseId, modality, got, wanted: layout.dims })
}

/** A fault of ours goes on. */
function expectedError(thrown: unknown): ErrorData {
  unlessBug(null)(thrown)
  return toErrorData(thrown, 'report')
}
