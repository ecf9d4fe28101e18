/** What a failure that is expected stands for, in a `.catch`; every other one goes on. */
import { describeError, isAppError, isSystemError, type ErrorCode } from './errors'

type Instead<T> = (thrown: unknown) => T

/** The value where the operating system refused, or said that there is no such file: no other fault. */
export function whereRefused<T>(value: T): Instead<T> {
  return insteadIf(value, isRefusal)
}

/** The value where something that a user brought cannot be used; a fault of ours goes on. */
export function unlessBug<T>(value: T): Instead<T> {
  return insteadIf(
    value,
    (thrown) => isRefusal(thrown) || (isAppError(thrown) && describeError(thrown).kind !== 'bug'),
  )
}

/** The value for errors of these codes alone. */
export function onlyFor<T>(codes: readonly ErrorCode[], value: T): Instead<T> {
  return insteadIf(value, (thrown) => isAppError(thrown) && codes.includes(thrown.code))
}

function insteadIf<T>(value: T, isExpected: (thrown: unknown) => boolean): Instead<T> {
  return (thrown) => {
    if (isExpected(thrown)) return value
    throw thrown
  }
}

/** A path that no system takes (one with a zero in it) never reaches the system: Node refuses it. */
function isRefusal(thrown: unknown): boolean {
  if (isSystemError(thrown)) return true
  if (isAppError(thrown)) return thrown.code.startsWith('file/')
  return thrown instanceof TypeError && 'code' in thrown && thrown.code === 'ERR_INVALID_ARG_VALUE'
}
