/** metadata_props of an ONNX file -> steps of an image, names of outputs. */
import { inOrder, lacking, nothingTold, told, type PictureTarget, type ToldSteps } from './told-steps'

export type Metadata = ReadonlyMap<string, string>

const keys = {
  mean: /^((image|input|norm(alization)?|pixel)[_.-]?)?mean$/i,
  std: /^((image|input|norm(alization)?|pixel)[_.-]?)?std(dev)?$/i,
  range: /^(input|value|image)[_.-]?range$/i,
  names: /^(labels?|names|class(es|[_.-]?(names|labels))|id2label|categories)$/i,
} as const

/** Values with which the training normalised its inputs; null where the model says nothing of them. */
export function readMetadata(metadata: Metadata, { rank, channels }: PictureTarget): ToldSteps | null {
  const mean = numbersOf(valueOf(metadata, keys.mean))
  const std = numbersOf(valueOf(metadata, keys.std))
  const range = numbersOf(valueOf(metadata, keys.range))
  if (mean === null && std === null && range === null) return null
  const colour =
    rank === 2 && channels === 3
      ? told({ step: 'channels', order: 'rgb' }, 'colours as red, green, blue')
      : nothingTold
  return inOrder([colour, readRange(range, rank, mean), readNormalisation(mean, std)])
}

function readRange(
  range: readonly number[] | null,
  rank: PictureTarget['rank'],
  mean: readonly number[] | null,
): ToldSteps {
  const [low, high] = range ?? []
  const isKnown = low !== undefined && high !== undefined && low < high
  if (rank === 3)
    return isKnown
      ? lacking(`values ${low}..${high}, of which the model does not say what they were before`)
      : nothingTold
  // Means below 1 are those of pictures in 0..1.
  if (!isKnown)
    return mean?.every((one) => Math.abs(one) <= 1) === true
      ? told({ step: 'scale', from: [0, 255], to: [0, 1] }, 'scale 0..255 to 0..1')
      : nothingTold
  return low === 0 && high === 255
    ? nothingTold
    : told({ step: 'scale', from: [0, 255], to: [low, high] }, `scale 0..255 to ${low}..${high}`)
}

function readNormalisation(mean: readonly number[] | null, std: readonly number[] | null): ToldSteps {
  if (mean === null || std === null) return nothingTold
  if (std.some((one) => one <= 0)) return lacking('a standard deviation of 0')
  return told(
    { step: 'normalise', mean: [...mean], std: [...std] },
    `normalise by mean ${mean.join(', ')} and deviation ${std.join(', ')}`,
  )
}

/** Names of the outputs, in order; null where the model has none or another number of them. */
export function readOutputNames(metadata: Metadata, count: number | null): string[] | null {
  const text = valueOf(metadata, keys.names)
  if (text === null) return null
  const names = namesOf(text)
  const isWhole =
    names.length > 0 && new Set(names).size === names.length && names.every((name) => name !== '')
  return isWhole && (count === null || count === names.length) ? names : null
}

/** As JSON, as Python prints it, or with commas or line breaks between. */
function namesOf(text: string): string[] {
  const data = jsonOf(text) ?? jsonOf(text.replaceAll("'", '"').replaceAll(/([{,]\s*)(\d+)\s*:/g, '$1"$2":'))
  if (Array.isArray(data)) return data.map(String)
  if (typeof data === 'object' && data !== null) return toNames(data)
  return text.split(/[\n,;]/).map((name) => name.trim())
}

/** From 0: cat, or from cat: 0. */
export function toNames(mapping: object): string[] {
  const pairs = Object.entries(mapping).map(([key, value]): [string, unknown] => [key, value])
  const isByNumber = pairs.every(([key]) => /^\d+$/.test(key))
  const placed = isByNumber
    ? pairs.map(([key, value]) => ({ place: Number(key), name: String(value) }))
    : pairs.map(([key, value]) => ({ place: Number(value), name: key }))
  return placed.toSorted((a, b) => a.place - b.place).map(({ name }) => name)
}

function valueOf(metadata: Metadata, key: RegExp): string | null {
  const found = [...metadata].find(([name]) => key.test(name))
  return found === undefined ? null : found[1]
}

function numbersOf(text: string | null): number[] | null {
  if (text === null) return null
  const numbers = text
    .replaceAll(/[[\](){}]/g, ' ')
    .trim()
    .split(/[\s,;]+/)
    .map(Number)
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
