/** Values of a drafted study that a person should check, marked by a comment in the YAML. */
import { Document, Scalar, type Node } from 'yaml'

/** What a drafted mapping holds: plain data, or a YAML node that carries a comment. */
export type Drafted =
  string | number | boolean | Node | readonly Drafted[] | { readonly [key: string]: Drafted }

export interface DraftedModality {
  readonly modality: Drafted
  /** Columns of the table that the modality took. */
  readonly taken: readonly string[]
}

/** Marks a guess with its reason. */
export function guessed(value: Drafted, why: string): Node {
  return remark(value, `guessed: ${why}`)
}

/** Stands for something that neither table nor model has; searching the draft for FILL-IN finds all of them. */
export function toFillIn(what: string): Node {
  return remark('FILL-IN', `fill in: ${what}`)
}

/** Puts a comment behind a value; a list or mapping is written on one line. */
export function remark(value: Drafted, words: string): Node {
  const node = typeof value === 'object' ? inline(value) : new Scalar(value)
  node.comment = ` ${words}`
  return node
}

/** Writes a list or mapping on one line. */
export function inline(value: Drafted): Node {
  return new Document().createNode(value, { flow: true })
}
