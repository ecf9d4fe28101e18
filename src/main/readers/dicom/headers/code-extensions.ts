/** Which character sets a DICOM text uses, and how escapes switch between them (ISO 2022). */

/** The sets in force at one place of a text. */
export interface Codes {
  /** Two bytes below 80 make one character of this set; null when bytes below 80 are ASCII. */
  readonly pairs: 'JIS X 0208' | 'JIS X 0212' | null
  /** Name for TextDecoder of a set that holds ASCII and what lies above it; null when the file does not say it. */
  readonly encoding: string | null
}

/** By the registration number in the defined terms ISO_IR n and ISO 2022 IR n (PS3.3, tables C.12-2 to C.12-5). */
const byNumber: Readonly<Record<string, string>> = {
  '13': 'shift_jis',
  '58': 'gbk',
  '100': 'iso-8859-1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'windows-1254',
  '149': 'euc-kr',
  '166': 'windows-874',
  '192': 'utf-8',
  '203': 'iso-8859-15',
}

const ascii = { pairs: null } as const

/** What follows the escape byte, as text, and what it changes (PS3.3, tables C.12-3 and C.12-4). */
const escapes: readonly (readonly [string, Partial<Codes>])[] = [
  ['(B', ascii],
  ['(J', ascii],
  ['$@', { pairs: 'JIS X 0208' }],
  ['$B', { pairs: 'JIS X 0208' }],
  ['$(D', { pairs: 'JIS X 0212' }],
  [')I', { encoding: 'shift_jis' }],
  ['$)C', { encoding: 'euc-kr' }],
  ['$)A', { encoding: 'gbk' }],
  ['-A', { encoding: 'iso-8859-1' }],
  ['-B', { encoding: 'iso-8859-2' }],
  ['-C', { encoding: 'iso-8859-3' }],
  ['-D', { encoding: 'iso-8859-4' }],
  ['-F', { encoding: 'iso-8859-7' }],
  ['-G', { encoding: 'iso-8859-6' }],
  ['-H', { encoding: 'iso-8859-8' }],
  ['-L', { encoding: 'iso-8859-5' }],
  ['-M', { encoding: 'windows-1254' }],
  ['-T', { encoding: 'windows-874' }],
  ['-b', { encoding: 'iso-8859-15' }],
]

/** Finds the sets at the beginning of a text, by the first term; writers spell the terms with other separators too. */
export function initialCodes(term: string): Codes {
  const upper = term.toUpperCase()
  if (upper === 'GB18030' || upper === 'GBK') return { pairs: null, encoding: upper.toLowerCase() }
  const [, number = ''] = /IR[ _-]?(\d+)$/.exec(upper) ?? []
  return { pairs: null, encoding: byNumber[number] ?? null }
}

/** Applies the escape that begins behind the escape byte; an unknown one changes nothing. Returns how many bytes it takes. */
export function applyEscape(
  following: Uint8Array,
  codes: Codes,
): { readonly codes: Codes; readonly length: number } {
  const text = Buffer.from(following).toString('latin1')
  const [sequence = '', change = {}] = escapes.find(([one]) => text.startsWith(one)) ?? []
  return { codes: { ...codes, ...change }, length: sequence.length }
}
