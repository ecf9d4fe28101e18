/** Exit codes of the command line, and which error ends with which. */
import { describeError, type ErrorData, type ErrorKind } from '@shared/errors'

export const exitCodes = {
  ok: 0,
  input: 2,
  environment: 3,
  partlyDone: 4,
  bug: 70,
  cancelled: 130,
} as const

const codeOf: Readonly<Record<ErrorKind, number>> = {
  input: exitCodes.input,
  environment: exitCodes.environment,
  cancelled: exitCodes.cancelled,
  bug: exitCodes.bug,
  notice: exitCodes.ok,
}

/** The exit code that an error deserves. */
export function exitCodeOf(error: ErrorData): number {
  return codeOf[describeError(error).kind]
}
