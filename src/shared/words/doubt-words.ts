/** What figures of a run have to be read with: a model that is random, a path that could not be compared or was wrong. */
import { describeError, type ErrorCode } from '../errors'
import type { Notice } from '../notice'

const doubts: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'run/modality-not-compared',
  'run/near-tolerance',
  'run/not-deterministic',
  'run/path-crashed',
  'run/path-differs-later',
  'run/path-not-compared',
])

function isDoubt({ code }: Notice): boolean {
  return doubts.has(code)
}

/** The other notices: these stand beside the answer of a run already. */
export function withoutDoubts(notices: readonly Notice[]): Notice[] {
  return notices.filter((one) => !isDoubt(one))
}

/** One sentence each, for screen, terminal and report. */
export function doubtWords({ notices }: { readonly notices: readonly Notice[] }): string[] {
  return notices.filter(isDoubt).map((notice) => describeError(notice).sentence)
}
