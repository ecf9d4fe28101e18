/**
 * The desk: all that is read because a person looks at it, from opening a study to the pictures of a report. What it is asked and what
 * it answers can be cloned, so that it may lie in a process of its own that can be ended.
 */
import type { CaseParts, CaseStages } from '@shared/case-look'
import type { CaseFilter, CaseListing } from '@shared/case-filter'
import type { CohortSummary, FileCheck } from '@shared/cohort'
import type {
  CasePlace,
  CasePreview,
  CaseRow,
  ModalityPreview,
  StudySummary,
  Thumbnail,
} from '@shared/dataset'
import type { DraftHint } from '@shared/draft'
import type { ModelCard } from '@shared/model'
import type { MovedData } from '@shared/moved-data'
import type { ReportContent } from '@shared/report-content'
import type { RunResult } from '@shared/run'
import type { SourceHeader } from '@shared/source-header'
import type { RunOverrides } from '@shared/study'
import type { KeyPath } from '../../dataset/key-path'
import type { Edit } from '../../draft/plain-edit'
import type { EstimateQuestion } from '../execute-estimate'
import type { SlicePlace } from './cut-slice'
import type { DraftLook, DraftText } from './look-at-draft'
import type { PackedSlice } from './packed-slice'
import type { RunSlicePlace } from './run-slice'
import type { HeaderPlace } from './slice-header'
import type { StudyPlace } from './study-places'

/** A study file as it was when a page opened it; all but openStudy refuse it when it is another now. Errors: study/changed. */
export interface StudyRef {
  /** Says where it lies and what was read: study file, tables and model. */
  readonly studyId: string
  readonly path: string
}

export interface StudySettings extends StudyRef {
  readonly overrides: RunOverrides
}

export interface CaseListQuestion {
  readonly listing: CaseListing
  /** Whose cells are wanted. */
  readonly columns: readonly string[]
}

export interface ThumbnailPlace {
  readonly caseId: string
  readonly modality: string
  readonly view: 'source' | 'model'
  /** Longest side in pixels. */
  readonly side: number
}

export type DraftChange = { readonly edits: readonly Edit[] } | { readonly confirmed: readonly KeyPath[] }

/** One question; once `signal` is aborted nobody waits for the answer, and it throws the reason. */
export type Ask<Question, Answer> = (question: Question, signal?: AbortSignal) => Promise<Answer>

export interface Desk {
  /** Reads the study file, its table and its model anew. */
  readonly openStudy: Ask<Pick<StudyRef, 'path'>, StudySummary>
  /** The study as it was read last. */
  readonly study: Ask<StudyRef, StudySummary>
  readonly cases: Ask<
    StudyRef & CaseListQuestion & { readonly offset: number; readonly limit: number },
    { readonly total: number; readonly rows: CaseRow[] }
  >
  /** A row and where it stands in the list. Errors: study/no-case. */
  readonly casePlace: Ask<StudyRef & { readonly caseId: string; readonly listing: CaseListing }, CasePlace>
  readonly caseIds: Ask<StudyRef & { readonly listing: CaseListing }, { readonly ids: string[] }>
  readonly cohort: Ask<StudyRef & { readonly filter: CaseFilter }, CohortSummary>
  /** Looks at some more files, for about half a second. */
  readonly checkFiles: Ask<StudyRef, FileCheck>
  /** Errors: those of reading the case, study/not-a-picture. */
  readonly thumbnail: Ask<StudyRef & ThumbnailPlace, Thumbnail>
  /** The list as CSV. */
  readonly caseTable: Ask<StudyRef & CaseListQuestion, { readonly csv: string }>
  readonly previewCase: Ask<StudyRef & { readonly caseId: string }, CasePreview>
  /** Masked parts, too: before a run with statistics of few cases. */
  readonly slice: Ask<StudyRef & SlicePlace, PackedSlice>
  /** A modality after each of its preprocessing steps. */
  readonly caseStages: Ask<StudyRef & { readonly caseId: string; readonly modality: string }, CaseStages>
  /** The parts of all modalities of a case, and what stands in for them. */
  readonly caseParts: Ask<StudyRef & { readonly caseId: string }, CaseParts>
  /** What there is to see of a modality of a case of a run: from the study as it was when the run began. */
  readonly runPreview: Ask<
    { readonly runFolder: string; readonly caseId: string; readonly modality: string },
    ModalityPreview
  >
  /** Modalities whose files were written since the run began. */
  readonly runNewerSources: Ask<
    { readonly runFolder: string; readonly caseId: string },
    { readonly modalities: string[] }
  >
  /** A slice of it, or of what a masked part makes of it. */
  readonly runSlice: Ask<{ readonly runFolder: string } & RunSlicePlace, PackedSlice>
  /** What the file behind a slice says of itself. */
  readonly header: Ask<StudyRef & HeaderPlace, SourceHeader>
  readonly runHeader: Ask<{ readonly runFolder: string } & HeaderPlace, SourceHeader>
  /** What is needed to find out what a run would take. Errors: run/bad-setting, the first problem of the study. */
  readonly estimateQuestion: Ask<StudySettings, Omit<EstimateQuestion, 'home'>>
  /** Makes the folder of a new run, and answers with its path. Errors: those of createRun, the first problem of the study. */
  readonly createRun: Ask<
    StudySettings & {
      readonly runsFolder: string
      readonly createdAt: Date
      /** Folder of the run whose settings were taken and changed. */
      readonly changedFrom: string | null
    },
    { readonly runFolder: string }
  >
  readonly inspectModel: Ask<{ readonly path: string }, ModelCard>
  /** The text of a study file. */
  readonly draftStudy: Ask<
    { readonly modelPath: string; readonly tablePath: string; readonly folder: string },
    { readonly text: string }
  >
  /** The text with these settings changed, or with marks taken away. Errors: those of editStudyText and confirmStudyText. */
  readonly changeDraft: Ask<DraftText & { readonly change: DraftChange }, { readonly text: string }>
  /** What a page shows of the text; where it is a study, that study is open from here on. */
  readonly lookAtDraft: Ask<DraftText, DraftLook>
  /** What files beside model and table say of the preprocessing. Errors: those of inspectModel. */
  readonly draftHints: Ask<DraftText, readonly DraftHint[]>
  /** Where the files of a study lie below a folder that they were moved to. */
  readonly findMoved: Ask<DraftText & { readonly folder: string }, MovedData>
  /** A file of the same name below a folder; null where there is none. */
  readonly findFile: Ask<{ readonly path: string; readonly folder: string }, { readonly path: string | null }>
  /** What study files name, and whether it is there. */
  readonly studyPlaces: Ask<{ readonly paths: readonly string[] }, readonly StudyPlace[]>
  readonly runResult: Ask<{ readonly runFolder: string }, RunResult>
  /** The PDF of a run, as bytes. */
  readonly report: Ask<
    { readonly runFolder: string; readonly content: ReportContent },
    { readonly pdf: Uint8Array }
  >
}
