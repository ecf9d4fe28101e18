/** Runs as the list of all runs shows them, and what is shown of one beside its events. */
import { lstat, readdir } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { unlessBug, whereRefused } from '@shared/expected-failure'
import type { RunSummary } from '@shared/run'
import type { RunAbout, ShelvedRun } from '@shared/run-about'
import { loadCohort } from '../store/cohort-file'
import { loadCourse, type RunCourse } from '../store/phases-file'
import type { RunFolder } from '../store/run-folder'
import { loadManifest, loadSummary } from '../store/run-store'
import { loadRunResult } from './load-run'

/** A result that is larger is not read for one figure. */
const smallResultBytes = 4 * 2 ** 20

export async function toShelvedRun(folder: RunFolder, summary: RunSummary): Promise<ShelvedRun> {
  const course = await loadCourse(folder)
  return {
    ...summary,
    leading: toLeading(course) ?? (await leadingOfResult(folder, summary)),
    seconds: toSeconds(course),
    bytes: await bytesOf(folder),
  }
}

/** Errors: those of loadManifest. */
export async function toRunAbout(folder: RunFolder): Promise<RunAbout> {
  const manifest = await loadManifest(folder)
  const { phases, figures } = await loadCourse(folder)
  const cohort = await loadCohort(folder, manifest).catch(unlessBug(null))
  return {
    summary: await loadSummary(folder),
    parameterCount: manifest.model.parameterCount,
    modalities: manifest.modalities.map(({ name }) => name),
    settings: manifest.settings,
    place: folder.path,
    patients: cohort?.plan.patientCount ?? null,
    passes: cohort?.plan.passes ?? null,
    totalMemoryBytes: totalmem(),
    changedFrom: manifest.changedFrom,
    phases: [...phases],
    figures: [...figures],
  }
}

function toLeading({ figures }: RunCourse): ShelvedRun['leading'] {
  const last = figures.at(-1)
  const shares = last?.by[0]?.shares ?? []
  const share = Math.max(...shares)
  const modality = last?.modalities[shares.indexOf(share)]
  return modality === undefined ? null : { modality, share }
}

/** Of a run of an earlier version, which kept no figures on the way. */
async function leadingOfResult(folder: RunFolder, { state }: RunSummary): Promise<ShelvedRun['leading']> {
  if (state !== 'finished') return null
  const size = (await lstat(folder.result).catch(whereRefused(null)))?.size ?? smallResultBytes
  if (size >= smallResultBytes) return null
  const result = await loadRunResult(folder).catch(unlessBug(null))
  const [first] = (result?.contribution.modalities ?? []).toSorted((a, b) => b.contribution - a.contribution)
  return first === undefined ? null : { modality: first.modality, share: first.contribution }
}

function toSeconds({ phases }: RunCourse): number | null {
  const known = phases.flatMap(({ seconds }) => seconds ?? [])
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
}

async function bytesOf({ path }: RunFolder): Promise<number> {
  const names = await readdir(path).catch(whereRefused([]))
  const sizes = await Promise.all(
    names.map(async (name) => (await lstat(join(path, name)).catch(whereRefused(null)))?.size ?? 0),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
