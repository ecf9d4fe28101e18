/** Handles stand for paths: the renderer names a file only by a handle that it was given. */
import { randomUUID } from 'node:crypto'
import { AppError } from '@shared/errors'

export interface Handles {
  /** Gives a path its handle; the same path keeps the same one. */
  readonly grant: (path: string) => string
  /** The path behind a handle. Errors: file/unknown-handle. */
  readonly pathOf: (handle: string) => string
}

/** Makes a table of handles that lives as long as this process; a page that is older than it holds none of them. */
export function createHandles(): Handles {
  const life = randomUUID().slice(0, 8)
  const pathByHandle = new Map<string, string>()
  const handleByPath = new Map<string, string>()
  return {
    grant: (path) => {
      const known = handleByPath.get(path)
      if (known !== undefined) return known
      const handle = `file-${life}-${handleByPath.size + 1}`
      handleByPath.set(path, handle)
      pathByHandle.set(handle, path)
      return handle
    },
    pathOf: (handle) => {
      const path = pathByHandle.get(handle)
      if (path === undefined) throw new AppError('file/unknown-handle', { handle })
      return path
    },
  }
}
