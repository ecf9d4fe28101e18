/** A path that has its session to itself. */
import { createBatchedPath } from '../session/paths/batched-path'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'

/** Releases the session with the path, and offers the plain path on it. */
export function ownSession(path: RunPath, session: Session): RunPath {
  return {
    ...path,
    plain: createBatchedPath(session, 1),
    release: async () => {
      await path.release()
      await session.release()
    },
  }
}
