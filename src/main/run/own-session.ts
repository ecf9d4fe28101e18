/** 9 of 11: a path that has its session to itself. */
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'

/** Releases the session with the path. */
export function ownSession(path: RunPath, session: Session): RunPath {
  return {
    ...path,
    release: async () => {
      await path.release()
      await session.release()
    },
  }
}
