/** Studies that were opened, as the start page lists them: whether their files are still there, and what their last run found. */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RecentStudy } from '@shared/settings'
import { at } from '@shared/at'
import { unlessBug, whereRefused } from '@shared/expected-failure'
import type { RunSummary } from '@shared/run'
import { loadCourse } from '../store/phases-file'
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
  return { run, createdAt, state, shares: state === 'finished' ? await loadShares(last.folder) : [] }
}

/** A result of many cases takes seconds to read, for which the start page would stand still. */
const mostResultBytes = 2 ** 20

/** The last figures that the run told, which are those of its result; of a run of an earlier version, its result where that is short. */
async function loadShares(folder: RunFolder): Promise<NonNullable<RecentStudy['lastRun']>['shares']> {
  const figures = (await loadCourse(folder)).figures.at(-1)
  const leading = figures?.by[0]
  if (figures !== undefined && leading !== undefined)
    return figures.modalities.map((modality, place) => ({ modality, share: at(leading.shares, place) }))
  const { size } = (await stat(folder.result).catch(whereRefused(null))) ?? { size: Infinity }
  const result = size > mostResultBytes ? null : await loadRunResult(folder).catch(unlessBug(null))
  return (result?.contribution.modalities ?? []).map(({ modality, contribution }) => ({
    modality,
    share: contribution,
  }))
}
