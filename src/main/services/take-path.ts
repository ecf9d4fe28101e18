/** The path of a run: the one it was begun on, or the best for its first case. */
import type { Notice, PathChoice } from '@shared/run'
import type { Masker } from '../maskers/masker'
import { choosePath } from '../run/choose-path'
import { firstOccludedCase } from '../run/first-case'
import { openPath } from '../run/open-path'
import type { PreparedStudy } from '../run/prepared-study'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import type { RunFolder } from '../store/run-folder'
import { loadPathChoice, savePathChoice } from '../store/run-store'

export interface TakenPath {
  readonly path: RunPath
  /** Null when no case could be read, so that nothing was tried. */
  readonly choice: PathChoice | null
  readonly notices: readonly Notice[]
}

/** Opens the path in path.json, or chooses one and writes it there. The path is the caller's to release, the session stays. */
export async function takePath(
  folder: RunFolder,
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  session: Session,
  batchSize: number,
): Promise<TakenPath> {
  const kept = await loadPathChoice(folder)
  if (kept !== null) {
    return { path: await openPath(prepared, session, kept.path, batchSize), choice: kept, notices: [] }
  }
  const occluded = await firstOccludedCase(prepared, maskers)
  if (occluded === null) {
    return { path: await openPath(prepared, session, 'batched', batchSize), choice: null, notices: [] }
  }
  const wanted = prepared.settings.path
  const { path, choice, notices } = await choosePath({ prepared, session, wanted, batchSize, occluded })
  await savePathChoice(folder, choice)
  return { path, choice, notices }
}
