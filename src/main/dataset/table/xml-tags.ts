/** The tags of an XML part of a workbook, for a look at it before a library reads it. */

export interface XmlTag {
  /** Without prefix; the look goes by names as the library does. */
  readonly name: string
  readonly isEnd: boolean
  /** The attributes as written, and their end: `/` when the tag closes itself. */
  readonly attributes: string
}

/** No tag of a workbook comes near; a longer one is made to keep us busy. */
const longestTag = 64 * 1024
const tags = /<(\/?)(?:[\w.-]{1,64}:)?([\w.-]{1,64})([^<>]*)>/g

/** Goes through the tags in order. Throws a plain Error for a tag of more than 64 KiB. */
export function* xmlTags(xml: string): Generator<XmlTag> {
  for (const [, slash, name = '', attributes = ''] of xml.matchAll(tags)) {
    if (attributes.length > longestTag) throw new Error('a tag that is too long')
    yield { name, isEnd: slash === '/', attributes }
  }
}

/** The attribute of that name, without prefix, its entities resolved; null when it is not there. */
export function xmlAttribute({ attributes }: XmlTag, name: string): string | null {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  const text = found?.[1] ?? found?.[2]
  return text === undefined ? null : resolveEntities(text)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolveEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
    (whole, hex?: string, ten?: string, word = '') => {
      if (hex === undefined && ten === undefined) return named[String(word)] ?? whole
      const point = hex === undefined ? Number(ten) : Number.parseInt(hex, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}
