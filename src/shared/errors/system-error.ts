/** Refusals of the operating system, known by their shape: no border lets their class through. */
import type { Details } from './entry'

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

/** What is told of a refusal: the base name of the path, or the call where it had none. */
export function systemErrorDetails(thrown: SystemError): { file: string; why: string } & Details {
  const path = 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : thrown.syscall
  return { file: path.split(/[\\/]/).at(-1) ?? path, why: thrown.code }
}
