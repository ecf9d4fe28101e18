/** Colours of maps and words on an absolute scale: the same effect has the same colour in every case. */

export interface ColourScale {
  readonly kind: 'sequential' | 'diverging'
  /** Effect at the end of the scale; larger ones get the colour of the end. */
  readonly limit: number
}

type Rgb = readonly [number, number, number]

/** White to dark red: how much masking changes the outputs. */
const sequential: readonly Rgb[] = [
  [255, 247, 236],
  [253, 212, 158],
  [252, 141, 89],
  [215, 48, 31],
  [127, 0, 0],
]

/** Blue (masking raises the output: the part speaks against it) to white to orange (speaks for it). */
const diverging: readonly Rgb[] = [
  [5, 80, 160],
  [120, 175, 220],
  [247, 247, 247],
  [245, 165, 90],
  [180, 70, 0],
]

/** A scale for absolute effects, from 0 to `limit`. */
export function sequentialScale(limit: number): ColourScale {
  return { kind: 'sequential', limit }
}

/** A scale for signed effects, from -`limit` to `limit`. */
export function divergingScale(limit: number): ColourScale {
  return { kind: 'diverging', limit }
}

/** Colour of an effect as #rrggbb; with a limit of 0 everything has no effect. */
export function toColour(value: number, { kind, limit }: ColourScale): string {
  const part = limit > 0 ? Math.max(-1, Math.min(1, value / limit)) : 0
  return kind === 'sequential' ? mix(sequential, Math.abs(part)) : mix(diverging, (part + 1) / 2)
}

/** How strongly a patch covers the picture below it, 0..1: no effect, no cover. */
export function toOpacity(value: number, { limit }: ColourScale): number {
  return limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0
}

/** Ground of a word: like toColour, but never so dark that black text on it is hard to read. */
export function wordColour(value: number, scale: ColourScale): string {
  const readable = 0.6
  return toColour(readable * Math.max(-scale.limit, Math.min(scale.limit, value)), scale)
}

/** Point on a row of colours, 0..1, linear between neighbours. */
function mix(row: readonly Rgb[], place: number): string {
  const scaled = place * (row.length - 1)
  const below = Math.min(row.length - 2, Math.floor(scaled))
  const [low, high] = [row[below] ?? [0, 0, 0], row[below + 1] ?? [0, 0, 0]]
  const share = scaled - below
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(low[index] + (high[index] - low[index]) * share)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(0)}${channel(1)}${channel(2)}`
}
