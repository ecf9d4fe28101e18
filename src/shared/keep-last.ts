/** Answers that are asked for again and again: the last few are kept, a failure is not. */

/** Asks `make` once per key as long as its answer is among the last `count`. Whoever asked hears of a failure; the next one asks anew. */
export function keepLast<Asked, Made>(
  count: number,
  keyOf: (asked: Asked) => string,
  make: (asked: Asked) => Promise<Made>,
): (asked: Asked) => Promise<Made> {
  const kept = new Map<string, Promise<Made>>()
  return (asked) => {
    const key = keyOf(asked)
    const found = kept.get(key) ?? make(asked)
    kept.delete(key)
    kept.set(key, found)
    found.catch(() => {
      if (kept.get(key) === found) kept.delete(key)
    })
    for (const oldest of [...kept.keys()].slice(0, -count)) kept.delete(oldest)
    return found
  }
}
