/** Seeded damage to the fields of a model, which stays a protobuf message: other names, numbers, orders and shapes. */
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema } from '../../../src/main/graph/onnx_pb'

type Random = () => number
type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number }

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)]

/** Every field and list item below a message, without the bytes of weights and what names the type of a message. */
function placesOf(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  for (const key of keys) {
    if (key === '$typeName' || key === '$unknown') continue
    const holder = value as Record<string, unknown>
    found.push({ holder, key })
    placesOf(holder[key], found)
  }
  return found
}

const numbers = [0, 1, -1, 2, 7, 255, 65_536, 2 ** 31 - 1, -(2 ** 31)]
const bigints = [0n, 1n, -1n, 3n, 2n ** 31n, 2n ** 63n - 1n, -(2n ** 63n)]

function changed(value: unknown, others: readonly string[], random: Random): unknown {
  if (typeof value === 'number') return pick(numbers, random)
  if (typeof value === 'bigint') return pick(bigints, random)
  if (typeof value === 'string') return random() < 0.2 ? '' : pick(others, random)
  if (value instanceof Uint8Array) return value.slice(0, Math.floor(random() * value.length))
  if (!Array.isArray(value)) return value
  const list: unknown[] = value
  const at = Math.floor(random() * list.length)
  return pick(
    [list.toReversed(), list.slice(0, at), list.toSpliced(at, 1), [...list, ...list.slice(at, at + 1)], []],
    random,
  )
}

/** Changes one to four fields. Where the message cannot be written any more, the next ones are tried. */
export function mutateModel(bytes: Uint8Array, random: Random): Uint8Array {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const model = fromBinary(ModelProtoSchema, bytes)
    const places = placesOf(model)
    const names = places
      .map(({ holder, key }) => (holder as Record<string | number, unknown>)[key])
      .filter((value) => typeof value === 'string')
    for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
      const place = pick(places, random)
      if (place === undefined) continue
      const holder = place.holder as Record<string | number, unknown>
      holder[place.key] = changed(holder[place.key], names, random)
    }
    try {
      return toBinary(ModelProtoSchema, model)
    } catch {
      // A number that its field does not hold.
    }
  }
  return bytes
}
