/** Seeded random numbers, so that order, batch and interruption never change a value. */

/** Spreads a text over 32 bits; `salt` gives four independent words. FNV-1a with the finaliser of MurmurHash3. */
function hashText(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/**
 * Creates a stream of float64 in [0, 1) that depends on the given words alone (seed, case, modality, draw).
 * Generator: sfc32 of PractRand, two outputs per number for 53 random bits.
 */
export function createRandom(...parts: readonly (string | number)[]): () => number {
  const text = JSON.stringify(parts)
  let a = hashText(text, 0x9e3779b9)
  let b = hashText(text, 0x243f6a88)
  let c = hashText(text, 0xb7e15162)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The state needs a few rounds until the seed reaches every bit.
  for (let round = 0; round < 15; round += 1) next()
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}

/** Turns a uniform stream into a standard normal one (Box and Muller 1958). */
export function createNormal(random: () => number): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
