/** Failures of a call, turned back into our one error class on this side of the border. */
import { ORPCError } from '@orpc/client'
import { errorDataSchema } from '@shared/error-schema'
import { AppError, isAppError } from '@shared/errors'

/** Makes an AppError of anything a client may throw: the engine's own errors, refused arguments, a broken line. */
export function toAppError(thrown: unknown, call: string): AppError {
  if (isAppError(thrown)) return thrown
  if (thrown instanceof ORPCError) {
    const sent: unknown = thrown.data
    const ours = errorDataSchema.safeParse(sent)
    if (ours.success) return new AppError(ours.data.code, ours.data.details)
    const problem = String(thrown.code)
    if (problem === 'BAD_REQUEST') return new AppError('engine/bad-request', { call, problem })
    return new AppError('bug/unexpected', { where: call, words: problem })
  }
  return new AppError('engine/stopped', { why: 'the connection was closed' })
}

/** True for what the other side said; anything else is a line that broke. */
export function isAnswer(thrown: unknown): boolean {
  return isAppError(thrown) || thrown instanceof ORPCError
}

/** True for the error of a caller that stopped waiting itself. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError'
}
