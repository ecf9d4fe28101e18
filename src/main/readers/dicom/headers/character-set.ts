/** The character sets of DICOM texts, for names and descriptions on the screen. */
import { applyEscape, initialCodes, type Codes } from './code-extensions'

const ESCAPE = 0x1b
/** Tab, line feed, form feed, carriage return and the separators of values, groups and components end what an escape began. */
const delimiters = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x5c, 0x3d, 0x5e])

/**
 * Decodes a text by the value of SpecificCharacterSet (0008,0005). Without one, or with an unknown one, UTF-8 where the bytes are that,
 * else Latin-1, which takes every byte. Never fails: what cannot be decoded becomes U+FFFD. Trailing padding is cut off.
 * Source: PS3.3 C.12.1.1.2, PS3.5 6.1 and annexes H (Japanese), I (Korean), J and K (Chinese).
 */
export function decodeDicomText(bytes: Uint8Array, characterSet: string | null): string {
  const terms = (characterSet ?? '').split('\\').map((term) => term.trim())
  const codes = initialCodes(terms[0] ?? '')
  const isExtended = terms.length > 1 || terms[0]?.startsWith('ISO 2022') === true
  const text = isExtended ? decodeRuns(bytes, codes) : decodeRun(bytes, codes)
  return text.replace(/[ \0]+$/, '')
}

/** Cuts a text at its escapes and delimiters and decodes each piece by the sets in force. */
function decodeRuns(bytes: Uint8Array, initial: Codes): string {
  let codes = initial
  let start = 0
  let text = ''
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === ESCAPE) {
      text += decodeRun(bytes.subarray(start, at), codes)
      const escape = applyEscape(bytes.subarray(at + 1, at + 4), codes)
      codes = escape.codes
      at += escape.length
      start = at + 1
    } else if (delimiters.has(byte) && codes.pairs === null) {
      text += decodeRun(bytes.subarray(start, at), codes)
      codes = initial
      start = at
    }
  }
  return text + decodeRun(bytes.subarray(start), codes)
}

function decodeRun(bytes: Uint8Array, { pairs, encoding }: Codes): string {
  if (pairs !== null) return new TextDecoder('euc-jp').decode(toEucJp(bytes, pairs))
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes)
  }
}

/** EUC-JP holds the pairs of JIS X 0208 with their high bits set, and those of JIS X 0212 behind 8F. */
function toEucJp(bytes: Uint8Array, pairs: 'JIS X 0208' | 'JIS X 0212'): Uint8Array {
  const out: number[] = []
  for (let at = 0; at < bytes.length; at += 2) {
    if (pairs === 'JIS X 0212') out.push(0x8f)
    out.push(...bytes.subarray(at, at + 2).map((byte) => byte | 0x80))
  }
  return Uint8Array.from(out)
}
