/** A desk in this process. */
import { basename, dirname } from 'node:path'
import { draftStudy } from '../../draft/draft-study'
import { inspectModel } from '../../graph/inspect-model'
import { runFolderAt } from '../../store/run-folder'
import { loadManifest } from '../../store/run-store'
import { createRun } from '../create-run'
import { loadRunResult } from '../load-run'
import { createCaseLists } from './case-lists'
import { createCaseViews } from './case-views'
import type { Desk } from './desk'
import { findMoved } from './find-moved'
import { readFolderTree } from './folder-tree'
import { createKeptReadings } from './kept-readings'
import { changeDraft, createDraftLook, hintsOf, plainOf } from './look-at-draft'
import { assertRunnable, createOpenStudies, estimateOf, prepareOnDesk, toStudySummary } from './open-studies'
import { packSlice } from './packed-slice'
import { previewOf } from './preview-case'
import { createPreviewReader, type ReadPreview } from './preview-source'
import { createReport } from './report'
import { readSliceHeader } from './slice-header'
import { createRunViews } from './run-slice'
import { createRunStudies } from './run-studies'
import { studyPlaces } from './study-places'
import { createThumbnails } from './thumbnails'

/** Makes an empty desk. A picture that nobody waits for any more is neither read nor cut. */
export function createDesk(read: ReadPreview = createPreviewReader()): Desk {
  const studies = createOpenStudies()
  const readings = createKeptReadings()
  const runStudies = createRunStudies()
  const ofRuns = createRunViews(read, runStudies)
  const ofCases = createCaseViews(read, studies)
  return {
    openStudy: async ({ path }) => toStudySummary(await studies.open(path)),
    study: async (ref) => toStudySummary(await studies.get(ref)),
    ...createCaseLists(studies),
    thumbnail: createThumbnails(studies, read),
    previewCase: (ref, signal) => ofCases.preview(ref, signal),
    slice: async (ref, signal) => packSlice(await ofCases.slice(ref, signal)),
    caseStages: (ref, signal) => ofCases.stages(ref, signal),
    caseParts: (ref, signal) => ofCases.parts(ref, signal),
    runPreview: async ({ runFolder, ...place }, signal) =>
      previewOf((await ofRuns.value(runFolderAt(runFolder), place, signal)).look),
    runNewerSources: async ({ runFolder, caseId }) => ({
      modalities: await runStudies.newerSources(runFolderAt(runFolder), caseId),
    }),
    runSlice: async ({ runFolder, ...place }, signal) =>
      packSlice(await ofRuns.slice(runFolderAt(runFolder), place, signal)),
    header: async (ref, signal) => {
      const read = await ofCases.value(ref, ref.modality, signal)
      return readSliceHeader(await ofCases.prepared(ref), read, ref)
    },
    runHeader: async ({ runFolder, ...place }, signal) => {
      const folder = runFolderAt(runFolder)
      const read = await ofRuns.value(folder, place, signal)
      return readSliceHeader(await runStudies.prepared(folder), read, place)
    },
    estimateQuestion: async ({ overrides, ...ref }) => estimateOf(await studies.get(ref), overrides),
    createRun: async ({ overrides, changedFrom, runsFolder, createdAt, ...ref }, signal) => {
      const startedMs = performance.now()
      const study = await studies.get(ref)
      assertRunnable(study)
      const prepared = await prepareOnDesk(study, overrides)
      const base = changedFrom === null ? null : await loadManifest(runFolderAt(changedFrom))
      const wanted = { prepared, runsFolder, createdAt, startedMs, changedFrom: base, signal }
      return { runFolder: (await createRun(wanted)).path }
    },
    inspectModel: ({ path }) => inspectModel(path),
    draftStudy: async ({ modelPath, tablePath, folder }) => {
      const card = await readings.card(modelPath)
      const table = await readings.table(tablePath, {})
      return { text: await draftStudy({ card, modelPath, table, tablePath, folder }) }
    },
    changeDraft: (asked) =>
      new Promise((resolve) => {
        resolve({ text: changeDraft(asked) })
      }),
    lookAtDraft: createDraftLook(studies, readings),
    draftHints: (draft) => hintsOf(draft, readings),
    findMoved: ({ path, text, folder }, signal) =>
      findMoved({ study: plainOf(text), studyFolder: dirname(path), folder }, readings, signal),
    findFile: async ({ path, folder }, signal) => {
      const [found] = (await readFolderTree(folder, signal)).named(basename(path))
      return { path: found ?? null }
    },
    studyPlaces: ({ paths }) => studyPlaces(paths),
    runResult: ({ runFolder }, signal) => loadRunResult(runFolderAt(runFolder), signal),
    report: async ({ runFolder, content }, signal) => ({
      pdf: await createReport(read, runFolderAt(runFolder), content, signal),
    }),
  }
}
