/** The typed Api over any oRPC link. */
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client'
import type { Api } from '@shared/api'
import { isAbort, toAppError } from './app-error'

/** A link that can be opened again after the engine died. */
export interface Line<Context extends ClientContext> {
  /** The link of the moment; a new one after the old one broke. */
  readonly link: () => Promise<ClientLink<Context>>
}

/** Makes the Api; everything that it throws is an AppError, or the caller's own abort. */
export function createApi(line: Line<ClientContext>): Api {
  const link: ClientLink<ClientContext> = {
    call: async (path, input, options) => {
      const name = path.join('.')
      try {
        const open = await line.link()
        const answer = await open.call(path, input, options)
        return isStream(answer) ? guardStream(answer, name, options.signal) : answer
      } catch (thrown) {
        throw toCallerError(thrown, name, options.signal)
      }
    },
  }
  return createORPCClient<Api>(link)
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
}

async function* guardStream(
  stream: AsyncIterable<unknown>,
  call: string,
  signal: AbortSignal | undefined,
): AsyncGenerator {
  try {
    yield* stream
  } catch (thrown) {
    throw toCallerError(thrown, call, signal)
  }
}

/** oRPC reports a stream that its caller aborted as a closed line, which must not look like a dead engine. */
function toCallerError(thrown: unknown, call: string, signal: AbortSignal | undefined): unknown {
  if (isAbort(thrown)) return thrown
  return signal?.aborted === true ? signal.reason : toAppError(thrown, call)
}
