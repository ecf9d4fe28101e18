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
        return isStream(answer) ? guardStream(answer, name) : answer
      } catch (thrown) {
        throw isAbort(thrown) || options.signal?.aborted === true ? thrown : toAppError(thrown, name)
      }
    },
  }
  return createORPCClient<Api>(link)
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
}

async function* guardStream(stream: AsyncIterable<unknown>, call: string): AsyncGenerator {
  try {
    yield* stream
  } catch (thrown) {
    throw isAbort(thrown) ? thrown : toAppError(thrown, call)
  }
}
