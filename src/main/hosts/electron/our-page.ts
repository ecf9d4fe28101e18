/** Is a message from our own page? */
import type { WebFrameMain } from 'electron'
import { pageOrigin } from './page-protocol'

/** True for the top frame of a window that shows app://modalens. */
export function isOurPage(frame: WebFrameMain | null): boolean {
  return frame?.parent === null && frame.url.startsWith(`${pageOrigin}/`)
}
