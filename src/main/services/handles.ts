/** Handles stand for paths: the renderer names a file, and a study that is open, only by a handle that it was given. */
import type { AppError } from '@shared/errors'

export interface Handles {
  /** Gives a path its handle; the same path keeps the same one. */
  readonly grant: (path: string) => string
  /** The path behind a handle. Errors: what `unknown` makes. */
  readonly pathOf: (handle: string) => string
}

/** Makes a table of handles that lives as long as this process; they begin with `prefix`. */
export function createHandles(prefix: string, unknown: (handle: string) => AppError): Handles {
  const pathByHandle = new Map<string, string>()
  const handleByPath = new Map<string, string>()
  return {
    grant: (path) => {
      const known = handleByPath.get(path)
      if (known !== undefined) return known
      const handle = `${prefix}-${handleByPath.size + 1}`
      handleByPath.set(path, handle)
      pathByHandle.set(handle, path)
      return handle
    },
    pathOf: (handle) => {
      const path = pathByHandle.get(handle)
      if (path === undefined) throw unknown(handle)
      return path
    },
  }
}
