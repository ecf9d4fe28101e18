/** Effects of parts as colours of a PDF. */
import { overPicture, toColour, type Colour, type ColourScale } from '@shared/charts/colour-scale'
import { absoluteEffect } from '@shared/charts/part-effect'
import { lightTheme } from '@shared/charts/theme'

/** A PDF knows a colour and its opacity apart. */
export interface Ink {
  readonly colour: string
  readonly opacity: number
}

/** On paper. */
export function toInk(value: number, scale: ColourScale): Ink {
  return inkOf(toColour(value, scale, lightTheme))
}

/** Over a picture, as the viewer colours it. */
export function toPictureInk(value: number, scale: ColourScale): Ink {
  return inkOf(overPicture(value, scale))
}

function inkOf({ red, green, blue, alpha }: Colour): Ink {
  const hex = [red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')
  return { colour: `#${hex}`, opacity: alpha }
}

/** The mean over outputs of the change that masking a part makes. */
export function meanEffect(row: readonly number[]): number {
  return absoluteEffect(row, 'mean')
}
