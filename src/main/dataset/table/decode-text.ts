/** Bytes of a text file -> its text, whatever the encoding, or null for what is no text. */
import { at } from '@shared/at'
import { isUtf8 } from 'node:buffer'

export type TextEncoding = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252'

export interface DecodedText {
  readonly text: string
  readonly encoding: TextEncoding
  /** True when nothing in the file says so: neither a byte order mark nor valid UTF-8. */
  readonly isAssumed: boolean
}

/** Characters of Windows-1252 at bytes 0x80 to 0x9F; U+0000 where the code page has none. */
const upperControls = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'
const sampleBytes = 4096

/**
 * Decodes UTF-8 and UTF-16 with or without byte order mark and Windows-1252 (which holds Latin-1). Null for bytes that are no text:
 * NUL where no UTF-16 puts it, control characters, half a UTF-16 unit, bytes that none of the encodings has.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeUtf8(bytes.subarray(3))
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2), 'UTF-16 LE', false)
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'UTF-16 BE', false)
  if (!bytes.subarray(0, sampleBytes).includes(0)) return decodeUtf8(bytes) ?? decodeWindows1252(bytes)
  const guess = guessUtf16(bytes.subarray(0, sampleBytes))
  return guess === null ? null : decodeUtf16(bytes, guess, true)
}

function decodeUtf8(bytes: Uint8Array): DecodedText | null {
  if (!isUtf8(bytes)) return null
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return toDecoded(text, 'UTF-8', false)
}

/** Latin letters, digits and separators have NUL as their upper byte: at odd places it is little-endian. */
function guessUtf16(sample: Uint8Array): 'UTF-16 LE' | 'UTF-16 BE' | null {
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = at(zeros, index % 2) + 1
  })
  const [even = 0, odd = 0] = zeros
  const enough = sample.length / 8
  if (odd >= enough && even === 0) return 'UTF-16 LE'
  return even >= enough && odd === 0 ? 'UTF-16 BE' : null
}

function decodeUtf16(
  bytes: Uint8Array,
  encoding: 'UTF-16 LE' | 'UTF-16 BE',
  isAssumed: boolean,
): DecodedText | null {
  if (bytes.length % 2 !== 0) return null
  const little = encoding === 'UTF-16 LE' ? bytes : Buffer.from(bytes).swap16()
  try {
    const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(little)
    return toDecoded(text, encoding, isAssumed)
  } catch {
    return null
  }
}

/** By our own table: TextDecoder of some Node versions takes Windows-1252 for Latin-1. */
function decodeWindows1252(bytes: Uint8Array): DecodedText | null {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (one) => upperControls[one.charCodeAt(0) - 0x80] ?? '\0')
  return toDecoded(text, 'Windows-1252', true)
}

/** Tab, line feed, form feed and carriage return belong to texts; U+001A at the end is how DOS ended files. */
function toDecoded(text: string, encoding: TextEncoding, isAssumed: boolean): DecodedText | null {
  const words = text.endsWith('\x1a') ? text.slice(0, -1) : text
  return /[\0-\x08\x0b\x0e-\x1f\x7f]/.test(words) ? null : { text: words, encoding, isAssumed }
}
