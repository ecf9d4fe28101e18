/** The words of a look-up table -> its entries. */

/** Turns the stated number of entries into the true one: 0 stands for 65536. Source: PS3.3 C.7.6.3.1.5, C.11.1.1.1. */
export function entryCount(stated: number): number {
  return stated === 0 ? 65_536 : stated
}

/**
 * Takes the first `count` entries of 8 or 16 bits; those of 8 bits may lie two to a word, the first one low. Returns fewer where
 * there are fewer. Source: PS3.3 C.7.6.3.1.6.
 */
export function toEntries(words: readonly number[], count: number, bits: number): readonly number[] {
  const isPacked = bits === 8 && words.length < count
  return (isPacked ? toBytes(words) : words).slice(0, count)
}

/** Splits words into bytes, the low one first. */
export function toBytes(words: readonly number[]): readonly number[] {
  return words.flatMap((word) => [word & 0xff, word >> 8])
}

/** Reads a first stored value, which is signed where the pixels are (US or SS). */
export function toFirst(first: number, isSigned: boolean): number {
  return isSigned && first >= 0x8000 ? first - 0x1_0000 : first
}
