/** JSON files whose last key is the SHA-256 of all that stands before it, so that a changed character is seen. */
import { createHash } from 'node:crypto'

/** Pieces of the text of an object, sealed; as JSON.stringify writes it with two spaces, however large it is. */
export function* toSealedJson(value: object): Generator<string, void> {
  const hash = createHash('sha256')
  for (const piece of toOpenJson(value)) {
    hash.update(piece)
    yield piece
  }
  yield `,\n  "checksum": "${hash.digest('hex')}"\n}\n`
}

const seal = /,\n {2}"checksum": "([0-9a-f]{64})"\n\}\n$/

/** none: a file of an earlier version, which nothing can be said of. */
export function checkSeal(text: string): 'right' | 'wrong' | 'none' {
  const found = seal.exec(text)
  if (found === null) return 'none'
  return sha256OfText(text.slice(0, found.index)) === found[1] ? 'right' : 'wrong'
}

export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Pieces of an object that has a key, without its closing brace: no array of it has to fit into one string. */
export function* toOpenJson(value: object): Generator<string, void> {
  let before = '{'
  for (const [key, one] of Object.entries(value)) {
    if (one === undefined) continue
    yield `${before}\n  ${JSON.stringify(key)}: `
    if (Array.isArray(one) && one.length > 0) yield* toArray(one)
    else yield indent(one, '  ')
    before = ','
  }
}

function* toArray(all: readonly unknown[]): Generator<string, void> {
  let before = '['
  for (const one of all) {
    yield `${before}\n    ${toJsonElement(one)}`
    before = ','
  }
  yield '\n  ]'
}

/** An element of an array that is a value of the outermost object. */
export function toJsonElement(value: unknown): string {
  return indent(value, '    ')
}

function indent(value: unknown, by: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`)
}
