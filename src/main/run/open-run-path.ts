/** The path of a run as it was chosen: plain where nothing could be compared, compared again on the way. */
import type { PathChoice } from '@shared/run'
import type { DeviceName } from '@shared/study'
import { openSession } from '../session/open-session'
import { createBatchedPath } from '../session/paths/batched-path'
import { createMixedPath } from '../session/paths/mixed-path'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import { createComparedPath } from './compared-path'
import { laterCases } from './later-cases'
import { openPath } from './open-path'
import { ownSession } from './own-session'
import type { PreparedStudy } from './prepared-study'
import { sessionOptions } from './session-options'

export type PathSetup = Pick<PathChoice, 'path' | 'plainModalities'> & {
  readonly device: DeviceName
  /** Masks per forward pass. */
  readonly batchSize: number
}

/** Opens a session and the path on it, which owns it. Errors: those of opening the model. */
export async function openRunPath(
  prepared: PreparedStudy,
  { device, path: name, batchSize, plainModalities }: PathSetup,
): Promise<RunPath & { readonly session: Session }> {
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared, device))
  const path = await openPath(prepared, session, name, batchSize)
  const mixed = createMixedPath(path, createBatchedPath(session, 1), new Set(plainModalities))
  return { ...ownSession(mixed, session), session }
}

/** Compares a path with the plain one again at a few cases; on another device than the CPU, that is opened for it. */
export function compareLater(prepared: PreparedStudy, path: RunPath, device: DeviceName): RunPath {
  if (path.name === 'plain' && device === 'cpu') return path
  const { plain } = path
  const openPlain = async (): Promise<RunPath> =>
    plain !== undefined && device === 'cpu'
      ? plain
      : openRunPath(prepared, { path: 'plain', device: 'cpu', batchSize: 1, plainModalities: [] })
  return createComparedPath(path, { cases: laterCases(prepared), openPlain })
}
