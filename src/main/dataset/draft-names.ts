/** Names of a drafted study, from those of the model, and which column an input means by its name. */

/** Turns the name of a model input into one that a modality may have: a letter first, then letters, digits, _, - and spaces. */
export function toModalityName(input: string): string {
  const name = input.replaceAll(/[^\w -]+/g, '-').replace(/^[^A-Za-z]+/, '')
  return name === '' ? 'input' : name
}

/** Words that exporters put around a name. */
const filler = /^(input|inputs|feature|feat|x|value|col|column|attr|attribute)$/

/** The one column whose name is that of the input, compared without case, signs, accents and filling words; null for none or several. */
export function namedLike<Column extends { readonly name: string }>(
  input: string,
  columns: readonly Column[],
): Column | null {
  const exact = columns.find(({ name }) => name === input)
  if (exact !== undefined) return exact
  const wanted = foldings(input)
  const found = columns.filter(({ name }) => foldings(name).some((one) => wanted.includes(one)))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The ways to write a name in plain letters: ü as ue and as u. */
function foldings(name: string): string[] {
  const lower = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
  const spelled = lower.normalize('NFC').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  return [...new Set([spelled, lower].map(toWords))]
}

function toWords(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !filler.test(word))
  return (telling.length === 0 ? words : telling).join('')
}

/** Paths in a study use / on every system. */
export function toPosix(path: string): string {
  return path.replaceAll('\\', '/')
}
