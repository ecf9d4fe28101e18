/** What stands in for a part, in a few words. */
import type { Replacement } from '@shared/study'

/** The replacement value by its name, with its number where it has one. */
export function replacementInWords(replacement: Replacement): string {
  if (replacement.kind === 'constant') return `constant ${replacement.value}`
  if (replacement.kind === 'donor') return `${replacement.draws} donors`
  return replacement.kind.replaceAll('-', ' ')
}
