/** Copies of parsed messages. */

/**
 * Copies a message with some fields changed. Ownership: shares the other fields. A spread would lose the defaults of fields that the
 * file leaves out, which lie on the prototype: a node without a domain would have none instead of ''.
 */
export function withFields<T extends object>(message: T, fields: Partial<T>): T {
  const copy = Object.create(Object.getPrototypeOf(message) as object) as T
  return Object.assign(copy, message, fields)
}
