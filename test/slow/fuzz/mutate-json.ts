/** Seeded damage inside a JSON file that stays JSON: damage to bytes alone would hardly ever get past the parser. */

type Random = () => number
type Json = Record<string, unknown>

const values: readonly unknown[] = [
  null,
  -1,
  0,
  1,
  1.5,
  2 ** 31,
  2 ** 32,
  1e18,
  '',
  'x',
  'Left',
  [],
  ['a'],
  [['a', 0]],
  {},
  true,
  false,
]

/** Removes or replaces up to three values anywhere in the file. */
export function mutateJson(bytes: Uint8Array, random: Random): Uint8Array {
  const content = JSON.parse(new TextDecoder().decode(bytes)) as unknown
  const times = 1 + Math.floor(random() * 3)
  for (let time = 0; time < times; time += 1) damage(content, random)
  return new TextEncoder().encode(JSON.stringify(content))
}

function damage(content: unknown, random: Random): void {
  const places = findPlaces(content)
  const place = places[Math.floor(random() * places.length)]
  if (place === undefined) return
  const { owner, key } = place
  if (random() < 0.3) Reflect.deleteProperty(owner, key)
  else Reflect.set(owner, key, values[Math.floor(random() * values.length)])
}

/** Large vocabularies are all alike: the first keys of each object stand for the others. */
const keysPerObject = 12

function findPlaces(content: unknown): { owner: Json; key: string }[] {
  if (typeof content !== 'object' || content === null) return []
  const owner = content as Json
  return Object.keys(owner)
    .slice(0, keysPerObject)
    .flatMap((key) => [{ owner, key }, ...findPlaces(owner[key])])
}
