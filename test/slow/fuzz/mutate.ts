/** Seeded damage to a file: what disks, networks and attackers do to one. */

type Random = () => number

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

const at = (bytes: Uint8Array, random: Random): number => Math.floor(random() * bytes.length)

/** Headers are short and matter most, so half of all damage falls into the first kilobyte. */
const place = (bytes: Uint8Array, random: Random): number =>
  random() < 0.5 ? Math.min(bytes.length - 1, Math.floor(random() * 1024)) : at(bytes, random)

const interesting = [0, 1, 0x7f, 0x80, 0xff] as const

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    const copy = bytes.slice()
    const flips = 1 + Math.floor(random() * 16)
    for (let flip = 0; flip < flips; flip += 1) {
      const index = place(copy, random)
      copy[index] = (copy[index] ?? 0) ^ (1 << Math.floor(random() * 8))
    }
    return copy
  },
  function truncate(bytes, random) {
    return bytes.slice(0, at(bytes, random))
  },
  function overwrite(bytes, random) {
    const copy = bytes.slice()
    const start = place(copy, random)
    const value = interesting[Math.floor(random() * interesting.length)] ?? 0
    copy.fill(value, start, start + 1 + Math.floor(random() * 8))
    return copy
  },
  function hugeNumber(bytes, random) {
    const copy = bytes.slice()
    const start = Math.max(0, Math.min(copy.length - 4, place(copy, random)))
    const values = [0xffffffff, 0x7fffffff, 0x80000000, 0x00ffffff, 0xfffffffe, 0x10000000]
    const value = values[Math.floor(random() * values.length)] ?? 0
    if (copy.length >= 4) new DataView(copy.buffer).setUint32(start, value, random() < 0.5)
    return copy
  },
  function removePiece(bytes, random) {
    const start = place(bytes, random)
    const end = Math.min(bytes.length, start + 1 + Math.floor(random() * 64))
    return Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)])
  },
  function repeatPiece(bytes, random) {
    const start = place(bytes, random)
    const end = Math.min(bytes.length, start + 1 + Math.floor(random() * 64))
    return Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(start)])
  },
  function append(bytes, random) {
    const tail = Array.from({ length: Math.floor(random() * 256) }, () => Math.floor(random() * 256))
    return Uint8Array.from([...bytes, ...tail])
  },
]

/** Damages a file once, or up to three times one after the other. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes
  const times = 1 + Math.floor(random() * 3)
  for (let time = 0; time < times && damaged.length > 0; time += 1) {
    const mutation = mutations[Math.floor(random() * mutations.length)]
    if (mutation !== undefined) damaged = mutation(damaged, random)
  }
  return damaged
}
