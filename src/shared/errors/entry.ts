/** How an error code becomes a sentence. Each noun has its own table beside this file. */

/** notice: did not stop anything. cancelled: the user did it. bug: ours. */
export type ErrorKind = 'input' | 'environment' | 'cancelled' | 'bug' | 'notice'

export type DetailValue = string | number | boolean | null | readonly (string | number)[]
export type Details = Readonly<Record<string, DetailValue>>

/** `sentence` says what, where and the numbers that disagree; `advice` what to do. Neither holds patient values. */
export interface ErrorEntry<D extends Details = Details> {
  readonly kind: ErrorKind
  readonly sentence: (details: D) => string
  readonly advice: (details: D) => string
}

/** Writes one row of a table; D is what the thrower must hand over. */
export function entry<D extends Details = Details>(
  kind: ErrorKind,
  sentence: (details: D) => string,
  advice: string | ((details: D) => string) = '',
): ErrorEntry<D> {
  return { kind, sentence, advice: typeof advice === 'string' ? () => advice : advice }
}

/** Joins dims for a sentence: 3 x 224 x 224. */
export function times(dims: DetailValue): string {
  return Array.isArray(dims) ? dims.join(' x ') : String(dims)
}
