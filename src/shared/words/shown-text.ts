/** Text of a study, a table, a file or a model as it is shown: nothing in it acts on the screen, and no word is wider than a page. */

/** Controls but line feed and tab, and what turns the direction of the text behind it (embeddings, overrides, isolates). */
const acting = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu

/** Makes them visible by their code point, [U+202E]; line ends become line feeds. */
export function toVisibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(acting, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}

const longestWord = 300
const keptOfWord = 200
const tooLong = new RegExp(`\\S{${longestWord + 1},}`, 'gu')

/** Visible text of which words beyond 300 characters are cut, with their length. */
export function toShownText(text: string): string {
  const visible = toVisibleText(text)
  if (visible.length <= longestWord) return visible
  return visible.replaceAll(tooLong, (word) => {
    const characters = Array.from(word)
    return `${characters.slice(0, keptOfWord).join('')}... (${characters.length} characters)`
  })
}

/** Changes every text within plain data; anything else stays as it is. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
