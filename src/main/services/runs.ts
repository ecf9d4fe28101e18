/** Runs: start, resume, cancel, follow, and read what they left on disk. */
import { basename, join, resolve } from 'node:path'
import type { CaseContribution } from '@shared/contribution'
import { AppError } from '@shared/errors'
import { unlessBug } from '@shared/expected-failure'
import type { RunResult } from '@shared/run'
import type { RunQueueState } from '@shared/run-about'
import { runFolderAt, type RunFolder } from '../store/run-folder'
import { listRuns, loadManifest, loadRunState, loadSummary, removeRun } from '../store/run-store'
import { findRunsOfCase } from './case-links'
import { toSlice } from './desk/packed-slice'
import { exportRun, openExport, type ExportQuestion, type RunExport } from './export-run'
import { loadCaseContribution, loadPatient } from './load-run'
import { launchFeed, type LaunchedRun } from './launch-feed'
import type { RunFeed } from './run-feed'
import { createRunQueue } from './run-queue'
import { toRunAbout, toShelvedRun } from './run-shelf'
import { followOnDisk } from './stored-run'
import type { ApiService, CallOptions } from './service'
import { runsFolder, type ServiceContext } from './service-context'

export type RunsService = Omit<ApiService['runs'], 'result' | 'case'> & {
  readonly result: (input: { run: string }, options?: CallOptions) => Promise<RunResult>
  readonly case: (input: { run: string; caseId: string }) => Promise<CaseContribution>
  /** Folder of a run; hosts only. Errors: run/not-found. */
  readonly folderOf: (run: string) => RunFolder
  /** The same as `export` in pieces, however large it is; hosts only. */
  readonly openExport: (input: { run: string } & ExportQuestion) => Promise<RunExport>
  /** Makes a run folder that lies anywhere known by its name, for the command line. Errors: run/not-found. */
  readonly adopt: (input: { path: string }) => Promise<{ run: string }>
}

/** Makes the runs service. It knows the runs that are going on by their feeds, all others from disk. */
export function createRuns(context: ServiceContext): RunsService {
  const { desk, studies } = context
  const feeds = new Map<string, LaunchedRun>()
  const queue = createRunQueue(context.home)
  const adopted = new Map<string, string>()
  const folderOf = (run: string): RunFolder => {
    if (basename(run) !== run || run.startsWith('.')) throw new AppError('run/not-found', { run })
    return runFolderAt(adopted.get(run) ?? join(runsFolder(context), run))
  }
  const launch = async (folder: RunFolder): Promise<{ run: string }> => {
    await loaded()
    await queue.join(folder.run)
    feeds.set(folder.run, launchFeed(context, folder, queue))
    return { run: folder.run }
  }
  let loading: Promise<void> | null = null
  const loaded = (): Promise<void> => (loading ??= load())
  /** Runs that waited when the engine ended before go on waiting, those of them that are still there. */
  const load = async (): Promise<void> => {
    for (const run of await queue.load()) {
      const state = await loadSummary(folderOf(run)).then((one) => one.state, unlessBug(null))
      if (state === null || state === 'finished') await queue.leave(run)
      else feeds.set(run, launchFeed(context, folderOf(run), queue))
    }
  }
  const queueState = async (): Promise<RunQueueState> => {
    await loaded()
    const { working, waiting, isHeld } = queue.state()
    const summaries = await Promise.all(
      waiting.map((run) => loadSummary(folderOf(run)).catch(unlessBug(null))),
    )
    return { working: [...working], waiting: summaries.filter((one) => one !== null), isHeld }
  }
  return {
    folderOf,
    start: async ({ studyId, overrides, changedFrom }, { signal } = {}) => {
      const base = changedFrom === undefined ? null : folderOf(changedFrom).path
      const place = { runsFolder: runsFolder(context), createdAt: context.clock(), changedFrom: base }
      const { runFolder } = await desk.createRun({ ...studies.get(studyId), overrides, ...place }, signal)
      return launch(runFolderAt(runFolder))
    },
    resume: async ({ run }) => {
      const folder = folderOf(run)
      await loadManifest(folder)
      const before = feeds.get(run)
      if (before?.isEnded() === true) await before.over
      if (queue.state().waiting.includes(run)) {
        // It waits for a person, who wants it now.
        await queue.join(run)
        return { run }
      }
      if ((await loadRunState(folder)) === 'running') throw new AppError('run/busy', { run })
      return launch(folder)
    },
    cancel: async ({ run }) => {
      const feed = feeds.get(run)
      if (feed?.last() === null) feed.cancel()
      else if ((await loadRunState(folderOf(run))) === 'running') throw new AppError('run/busy', { run })
      return {}
    },
    pause: async ({ run }) => {
      const feed = feeds.get(run)
      if (feed?.last() === null) feed.pause()
      else if ((await loadRunState(folderOf(run))) === 'running') throw new AppError('run/busy', { run })
      return {}
    },
    about: ({ run }) => toRunAbout(folderOf(run)),
    shelf: async () => {
      const all = await listRuns(runsFolder(context))
      return Promise.all(all.map((one) => toShelvedRun(folderOf(one.run), one)))
    },
    queue: queueState,
    arrange: async ({ runs }) => {
      await loaded()
      await queue.arrange(runs)
      return queueState()
    },
    proceed: async () => {
      await loaded()
      await queue.proceed()
      return queueState()
    },
    remove: async ({ run }) => {
      if (queue.state().waiting.includes(run)) {
        feeds.get(run)?.cancel()
        await feeds.get(run)?.over
      }
      await removeRun(folderOf(run))
      feeds.delete(run)
      return {}
    },
    list: () => listRuns(runsFolder(context)),
    ofCase: async ({ studyId, caseId }) => {
      const { path } = studies.get(studyId)
      const known = (await listRuns(runsFolder(context))).map(({ run }) => run)
      return findRunsOfCase([...new Set([...known, ...adopted.keys()])].map(folderOf), path, caseId)
    },
    summary: ({ run }) => loadSummary(folderOf(run)),
    events: async ({ run, from }, options) => {
      await loaded()
      const feed = feeds.get(run)
      if (feed !== undefined && (await isNewest(feed, folderOf(run))))
        return feed.events(from, options?.signal)
      return followOnDisk(folderOf(run), from, options?.signal)
    },
    result: ({ run }, { signal } = {}) => desk.runResult({ runFolder: folderOf(run).path }, signal),
    case: ({ run, caseId }) => loadCaseContribution(folderOf(run), caseId),
    patient: async ({ run, caseId }) => ({ patient: await loadPatient(folderOf(run), caseId) }),
    preview: ({ run, ...place }, { signal } = {}) =>
      desk.runPreview({ runFolder: folderOf(run).path, ...place }, signal),
    newerSources: ({ run, caseId }, { signal } = {}) =>
      desk.runNewerSources({ runFolder: folderOf(run).path, caseId }, signal),
    slice: async ({ run, ...place }, { signal } = {}) =>
      toSlice(await desk.runSlice({ runFolder: folderOf(run).path, ...place }, signal)),
    header: ({ run, ...place }, { signal } = {}) =>
      desk.runHeader({ runFolder: folderOf(run).path, ...place }, signal),
    export: ({ run, format, table }) => exportRun(folderOf(run), { format, table }),
    openExport: ({ run, ...question }) => openExport(folderOf(run), question),
    adopt: async ({ path }) => {
      const folder = runFolderAt(resolve(path))
      await loadManifest(folder)
      adopted.set(folder.run, folder.path)
      return { run: folder.run }
    },
  }
}

/** False for a feed of a run that went on elsewhere behind its last event. */
async function isNewest(feed: RunFeed, folder: RunFolder): Promise<boolean> {
  const last = feed.last()
  if (last === null) return true
  const state = await loadRunState(folder)
  return state !== 'running' && (state === 'finished') === (last.event === 'finished')
}
