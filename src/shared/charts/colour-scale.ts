/** Beside the flow: output differences -> colours on an absolute scale. */
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

/** Writes a colour for CSS and canvas; `opacity` 0-1 is multiplied in. */
export function toCss({ red, green, blue, alpha }: Colour, opacity = 1): string {
  return `rgba(${red}, ${green}, ${blue}, ${(alpha * opacity).toFixed(3)})`
}

/** The strongest ground behind a word that still leaves it readable. */
export const strongestWordGround = 0.62

/** Colours the ground of a word by its difference, on the same absolute scale as the patches. */
export function wordColour(value: number, scale: ColourScale, theme: ChartTheme): string {
  return toCss(toColour(value, scale, theme), strongestWordGround)
}

/** Reads #rrggbb. */
function parseHex(hex: string): Omit<Colour, 'alpha'> {
  const number = Number.parseInt(hex.slice(1), 16)
  return { red: (number >> 16) & 255, green: (number >> 8) & 255, blue: number & 255 }
}
