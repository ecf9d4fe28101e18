/** LZW strips of a TIFF. */

const CLEAR = 256
const END = 257
const FIRST_FREE = 258
const TABLE_SIZE = 4096

/**
 * Inflates LZW codes, highest bit first, to at most `limitBytes`; what is missing at the end is missing in the result.
 * Source: TIFF 6.0, section 13. Limits: the reversed bit order of old writers is not read.
 */
export function inflateLzw(bytes: Uint8Array, limitBytes: number): Uint8Array {
  const output = new Uint8Array(limitBytes)
  const table = createTable()
  const nextCode = createCodeReader(bytes)
  let filled = 0
  let before: number | null = null
  for (let code = nextCode(table.next); code !== null && code !== END; code = nextCode(table.next)) {
    if (filled >= limitBytes) break
    if (code === CLEAR) {
      table.next = FIRST_FREE
      before = null
      continue
    }
    if (before !== null && !addEntry(table, before, code)) break
    if (code >= table.next) break
    filled = writeEntry(table, code, output, filled)
    before = code
  }
  return output.subarray(0, Math.min(filled, limitBytes))
}

/** Entry n is entry `prefix[n]` followed by the byte `last[n]`. */
interface CodeTable {
  readonly prefix: Uint16Array
  readonly last: Uint8Array
  readonly first: Uint8Array
  readonly length: Uint16Array
  next: number
}

function createTable(): CodeTable {
  const table: CodeTable = {
    prefix: new Uint16Array(TABLE_SIZE),
    last: new Uint8Array(TABLE_SIZE),
    first: new Uint8Array(TABLE_SIZE),
    length: new Uint16Array(TABLE_SIZE),
    next: FIRST_FREE,
  }
  for (let byte = 0; byte < 256; byte++) {
    table.last[byte] = byte
    table.first[byte] = byte
    table.length[byte] = 1
  }
  return table
}

/** Codes grow by a bit one entry early: at 511, 1023 and 2047 entries. */
function createCodeReader(bytes: Uint8Array): (entryCount: number) => number | null {
  let bitOffset = 0
  return (entryCount) => {
    const width = entryCount < 511 ? 9 : entryCount < 1023 ? 10 : entryCount < 2047 ? 11 : 12
    if (bitOffset + width > bytes.length * 8) return null
    const start = bitOffset >> 3
    const word = ((bytes[start] ?? 0) << 16) | ((bytes[start + 1] ?? 0) << 8) | (bytes[start + 2] ?? 0)
    const code = (word >> (24 - width - (bitOffset & 7))) & ((1 << width) - 1)
    bitOffset += width
    return code
  }
}

/** Adds `before` followed by the first byte of `code`, which may be the new entry itself; false when it cannot exist. */
function addEntry(table: CodeTable, before: number, code: number): boolean {
  if (code > table.next) return false
  if (table.next >= TABLE_SIZE) return true
  const beginning = code === table.next ? before : code
  table.prefix[table.next] = before
  table.last[table.next] = table.first[beginning] ?? 0
  table.first[table.next] = table.first[before] ?? 0
  table.length[table.next] = (table.length[before] ?? 0) + 1
  table.next++
  return true
}

function writeEntry(table: CodeTable, code: number, output: Uint8Array, filled: number): number {
  const end = filled + (table.length[code] ?? 0)
  let entry = code
  for (let place = end - 1; place >= filled; place--) {
    // Writing beyond the end of a typed array is without effect.
    output[place] = table.last[entry] ?? 0
    entry = table.prefix[entry] ?? 0
  }
  return end
}
