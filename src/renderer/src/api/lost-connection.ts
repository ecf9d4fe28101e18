/** Why the page has no connection, for the banner above every page: it must not look alive when what served it is gone. */
import { shallowRef, type ShallowRef } from 'vue'
import { toErrorData, type ErrorData } from '@shared/errors'

/** Null while all is well, and after an engine that is started again by the next call. */
export const lostConnection: ShallowRef<ErrorData | null> = shallowRef(null)

const lasting: ReadonlySet<string> = new Set(['engine/host-gone', 'engine/not-admitted', 'engine/given-up'])

/** Finds out why a line broke, and tells it where it stays broken. */
export async function noteBrokenLine(why: Promise<unknown>): Promise<void> {
  const error = toErrorData(await why, 'connection')
  if (lasting.has(error.code)) lostConnection.value = error
}
