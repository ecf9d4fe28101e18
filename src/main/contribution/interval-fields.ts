/** An interval as it stands beside the share it belongs to. */
import type { ShareInterval } from '@shared/contribution'

/** Where nothing responds there is no interval. */
export function intervalFields(one: ShareInterval | undefined) {
  return {
    interval: one?.interval ?? null,
    intervalNote: one === undefined ? ('nothing-responds' as const) : one.note,
    effectivePatients: one?.effectivePatients ?? null,
  }
}
