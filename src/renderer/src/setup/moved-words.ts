/** What was found of moved data, in words. */
import type { MovedData } from '@shared/moved-data'

export interface MovedWords {
  readonly count: string
  readonly rest: string
  /** What would be written. */
  readonly changes: readonly string[]
}

export function movedWords({
  edits,
  found,
  before,
  total,
  missing,
  hasAbsolute,
  isWhole,
}: MovedData): MovedWords {
  const changes = edits.map(({ path, value }) => `${path.join('.')}: ${JSON.stringify(value)}`)
  const others = [
    missing.length === 0 ? '' : `Not found: ${missing.join(', ')}.`,
    missing.includes('weights') ? 'Weights have to lie beside their model: copy them there.' : '',
    hasAbsolute
      ? 'Cells of the table hold whole paths, which the study cannot change: write the table anew.'
      : '',
    isWhole ? '' : 'The folder is too large to be looked through as a whole; choose one nearer to the data.',
  ].filter((sentence) => sentence !== '')
  const nothing = edits.length === 0 ? 'Nothing of the study would change.' : ''
  return {
    count: `${found.toLocaleString('en')} of ${total.toLocaleString('en')} files found`,
    rest: [`(${before.toLocaleString('en')} without a change).`, ...others, nothing].join(' ').trim(),
    changes,
  }
}
