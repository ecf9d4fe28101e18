/** What figures of a run have to be read with: a model that is random, a path that could not be compared or was wrong. */
import { describeError, type ErrorCode } from './errors'
import type { Notice } from './run'

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

/** Those that a run cannot tell while it goes on. */
const knownAtTheEnd: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['run/near-tolerance'])

/** One sentence each, for screen, terminal and report; a reader who followed the run has heard most of them. */
export function doubtWords(
  { notices }: { readonly notices: readonly Notice[] },
  which: 'all' | 'known at the end' = 'all',
): string[] {
  return notices
    .filter((notice) => isDoubt(notice) && (which === 'all' || knownAtTheEnd.has(notice.code)))
    .map((notice) => describeError(notice).sentence)
}
