/** Beside the flow: output differences -> colours on an absolute scale. */
import { at } from '../at'
import { pictureMap, pictureSigned } from './palette'
import type { ChartTheme } from './theme'

/** `limit` is the difference that gets the full colour: fixed by the caller, so that weak cases look pale. */
export interface ColourScale {
  readonly kind: 'absolute' | 'signed'
  readonly limit: number
}

/** Red, green, blue 0-255; alpha 0-1, the part of the full colour that the value deserves. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

/** Turns a difference into a colour: transparent at 0, full at the limit and beyond, hue by sign when signed. */
export function toColour(value: number, { kind, limit }: ColourScale, theme: ChartTheme): Colour {
  const part = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0
  const end = kind === 'absolute' ? theme.strong : value >= 0 ? theme.speaksFor : theme.speaksAgainst
  return { ...parseHex(end), alpha: Number.isFinite(part) ? part : 0 }
}

/** Of the full colour; what is weaker is left out, so that a picture is not veiled where nothing matters. */
const weakestOver = 0.05
/** Opacity just above it. */
const faintestOver = 0.2

/** Turns a difference into a colour over a picture, brighter and less transparent with its size; by hue when signed. */
export function overPicture(value: number, { kind, limit }: ColourScale): Colour {
  const part = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0
  const side = value >= 0 ? pictureSigned.speaksFor : pictureSigned.speaksAgainst
  const colour = kind === 'absolute' ? alongRamp(pictureMap, part) : parseHex(side)
  const isSeen = Number.isFinite(part) && part >= weakestOver
  return { ...colour, alpha: isSeen ? faintestOver + (1 - faintestOver) * part : 0 }
}

/** Between the colours of a ramp, 0 its first and 1 its last. */
function alongRamp(ramp: readonly string[], part: number): Omit<Colour, 'alpha'> {
  const place = (Number.isFinite(part) ? part : 0) * (ramp.length - 1)
  const first = Math.min(ramp.length - 2, Math.floor(place))
  const [from, to] = [parseHex(at(ramp, first)), parseHex(at(ramp, first + 1))]
  const between = (low: number, high: number): number => Math.round(low + (high - low) * (place - first))
  return {
    red: between(from.red, to.red),
    green: between(from.green, to.green),
    blue: between(from.blue, to.blue),
  }
}

/** Writes a colour for CSS and canvas; `opacity` 0-1 is multiplied in. */
export function toCss({ red, green, blue, alpha }: Colour, opacity = 1): string {
  return `rgba(${red}, ${green}, ${blue}, ${(alpha * opacity).toFixed(3)})`
}

/** The strongest ground behind a word that still leaves it readable, in both themes. */
export const strongestWordGround = 0.55

/** Colours the ground of a word by its difference, on the same absolute scale as the patches. */
export function wordColour(value: number, scale: ColourScale, theme: ChartTheme): string {
  return toCss(toColour(value, scale, theme), strongestWordGround)
}

/** Reads #rrggbb. */
function parseHex(hex: string): Omit<Colour, 'alpha'> {
  const number = Number.parseInt(hex.slice(1), 16)
  return { red: (number >> 16) & 255, green: (number >> 8) & 255, blue: number & 255 }
}
