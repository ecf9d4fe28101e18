/** Which whole numbers an input of the model can hold; records are kept as float32 until they are fed. */

/** Beyond it float32 has no longer every whole number. */
const exact = 2 ** 24

const ranges: ReadonlyMap<string, readonly [from: number, to: number]> = new Map([
  ['bool', [0, 1]],
  ['uint8', [0, 255]],
  ['int8', [-128, 127]],
  ['uint16', [0, 65_535]],
  ['int16', [-32_768, 32_767]],
  ['uint32', [0, exact]],
  ['int32', [-exact, exact]],
  ['uint64', [0, exact]],
  ['int64', [-exact, exact]],
])

/** The range of an input that takes whole numbers only; null for decimal numbers and what is no number. */
export function wholeRange(dtype: string): readonly [from: number, to: number] | null {
  return ranges.get(dtype) ?? null
}

/** True where the input holds the value as it is: nothing is rounded, nothing overflows. */
export function holdsNumber(dtype: string, value: number): boolean {
  const range = wholeRange(dtype)
  return range === null || (Number.isInteger(value) && value >= range[0] && value <= range[1])
}
