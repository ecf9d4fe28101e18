/** Which files of words are no plain text, by content and by name. */
import { packingOf } from './packing'

interface DocumentFormat {
  readonly words: string
  readonly start: string
  readonly ending: RegExp
}

/** Word and OpenDocument are ZIP archives too, so a bare archive is known by its name only. */
const formats: readonly DocumentFormat[] = [
  { words: 'a ZIP archive', start: 'PK\x03\x04', ending: /\.zip$/i },
  { words: 'a PDF', start: '%PDF', ending: /\.pdf$/i },
  { words: 'an RTF document', start: '{\\rtf', ending: /\.rtf$/i },
  { words: 'an old Word document (.doc)', start: '\xd0\xcf\x11\xe0', ending: /\.doc$/i },
  { words: 'an OpenDocument text (.odt)', start: 'PK\x03\x04', ending: /\.odt$/i },
  { words: 'a Word document (.docx)', start: 'PK\x03\x04', ending: /\.docx$/i },
]

/** Names the format of a document that is known and not read; null for what may be plain text. Any zip that is not named .odt passes for Word. */
export function documentFormatOf(bytes: Uint8Array, file: string): string | null {
  const byName = formats.find(({ ending }) => ending.test(file))
  if (byName !== undefined) return byName.words
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  return formats.findLast((format) => start.startsWith(format.start))?.words ?? packingOf(bytes)
}
