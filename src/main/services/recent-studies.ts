/** Studies that were opened, as the start page lists them: whether their files are still there, and what their last run found. */
import { join, resolve } from 'node:path'
import type { RecentStudy } from '@shared/api'
import { unlessBug } from '@shared/expected-failure'
import type { RunSummary } from '@shared/run'
import { runFolderAt, type RunFolder } from '../store/run-folder'
import { listRuns, loadManifest } from '../store/run-store'
import { loadRunResult } from './load-run'
import { runsFolder, type ServiceContext } from './service-context'
import type { StoredSettings } from './settings'

/** Newest first. What cannot be found out is not shown; nothing of it is worth a failure. */
export async function listRecentStudies(
  context: ServiceContext,
  studies: StoredSettings['recentStudies'],
  signal?: AbortSignal,
): Promise<RecentStudy[]> {
  const { desk, handles } = context
  const places = await desk.studyPlaces({ paths: studies.map(({ path }) => path) }, signal)
  const lastRuns = await findLastRuns(runsFolder(context))
  return Promise.all(
    studies.map(async ({ path, name, openedAt }, place) => ({
      ...{ handle: handles.grant(path), name, path, openedAt: openedAt ?? null },
      modelName: places[place]?.modelName ?? null,
      gone: places[place]?.gone ?? null,
      lastRun: await describeRun(lastRuns.get(resolve(path)) ?? null),
    })),
  )
}

interface LastRun {
  readonly folder: RunFolder
  readonly summary: RunSummary
}

/** By the study file; the list is newest first. */
async function findLastRuns(folder: string): Promise<ReadonlyMap<string, LastRun>> {
  const found = new Map<string, LastRun>()
  for (const summary of await listRuns(folder).catch(unlessBug([]))) {
    if (summary.state === 'damaged') continue
    const own = runFolderAt(join(folder, summary.run))
    const manifest = await loadManifest(own).catch(unlessBug(null))
    const path = manifest === null ? null : resolve(manifest.studyFile)
    if (path !== null && !found.has(path)) found.set(path, { folder: own, summary })
  }
  return found
}

async function describeRun(last: LastRun | null): Promise<RecentStudy['lastRun']> {
  if (last === null) return null
  const { run, createdAt, state } = last.summary
  // Only what is kept: nobody waits on the start page for a run to be summed up.
  const result = state === 'finished' ? await loadRunResult(last.folder).catch(unlessBug(null)) : null
  const shares = (result?.contribution.modalities ?? []).map(({ modality, contribution }) => ({
    modality,
    share: contribution,
  }))
  return { run, createdAt, state, shares }
}
