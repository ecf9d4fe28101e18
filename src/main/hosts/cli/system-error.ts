/** Refusals of the operating system as errors of ours, at the edge of the command line. */
import { basename } from 'node:path'
import { toErrorData, type ErrorData } from '@shared/errors'

export interface SystemError extends Error {
  /** As in errno: ENOENT, EACCES, ENOSPC. */
  readonly code: string
  readonly syscall: string
}

/** True for what Node throws when a call to the operating system fails. */
export function isSystemError(thrown: unknown): thrown is SystemError {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    'syscall' in thrown &&
    typeof thrown.syscall === 'string'
  )
}

/** Turns anything thrown into an error of ours: a refused path is not a bug. Only its base name is told. */
export function toCommandError(thrown: unknown): ErrorData {
  if (!isSystemError(thrown) || !('path' in thrown)) return toErrorData(thrown, 'command line')
  const details = { file: basename(String(thrown.path)), why: thrown.code }
  return { code: 'file/refused', details }
}
