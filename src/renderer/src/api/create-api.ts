/** The typed Api over any oRPC link. */
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client'
import type { Api } from '@shared/api'
import type { AppError } from '@shared/errors'
import { isAbort, isAnswer, toAppError } from './app-error'

/** A link that can be opened again after the engine died. */
export interface Line<Context extends ClientContext> {
  /** The link of the moment; a new one after the old one broke. */
  readonly link: () => Promise<ClientLink<Context>>
  /** Why the line broke: one of engine/stopped, given-up, host-gone, not-admitted, bad-message. Default: engine/stopped. */
  readonly whyBroken?: () => Promise<AppError>
}

/** Makes the Api; everything that it throws is an AppError, or the caller's own abort. */
export function createApi(line: Line<ClientContext>): Api {
  /** oRPC reports a stream that its caller aborted as a closed line, which must not look like a dead engine. */
  const toError =
    (call: string, signal: AbortSignal | undefined) =>
    async (thrown: unknown): Promise<unknown> => {
      if (isAbort(thrown)) return thrown
      if (signal?.aborted === true) return signal.reason
      return isAnswer(thrown) || line.whyBroken === undefined ? toAppError(thrown, call) : line.whyBroken()
    }
  const link: ClientLink<ClientContext> = {
    call: async (path, input, options) => {
      const name = path.join('.')
      try {
        const open = await line.link()
        const answer = await open.call(path, input, options)
        return isStream(answer) ? guardStream(answer, toError(name, options.signal)) : answer
      } catch (thrown) {
        throw await toError(name, options.signal)(thrown)
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
  toError: (thrown: unknown) => Promise<unknown>,
): AsyncGenerator {
  try {
    yield* stream
  } catch (thrown) {
    throw await toError(thrown)
  }
}
