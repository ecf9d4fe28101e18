/** Fields of a TIFF directory as numbers, whatever their type in the file. */
import type { TiffIfd } from 'tiff'

/** Returns all numbers of a field; none when it is absent or holds text. */
export function fieldNumbers(page: TiffIfd, tag: string): readonly number[] {
  const field: unknown = page.get(tag)
  if (typeof field === 'number') return [field]
  if (!Array.isArray(field) && !ArrayBuffer.isView(field)) return []
  const numbers: unknown[] = Array.from(field as ArrayLike<unknown>)
  return numbers.every((one) => typeof one === 'number') ? numbers : []
}

/** Returns the first number of a field, or `otherwise` when it has none. */
export function fieldNumber(page: TiffIfd, tag: string, otherwise: number): number {
  return fieldNumbers(page, tag)[0] ?? otherwise
}
