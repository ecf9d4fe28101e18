/** Effects of parts as colours of a PDF. */
import { toColour, type ColourScale } from '@shared/charts/colour-scale'
import { absoluteEffect } from '@shared/charts/part-effect'
import { lightTheme } from '@shared/charts/theme'

/** A PDF knows a colour and its opacity apart. */
export function toInk(value: number, scale: ColourScale): { colour: string; opacity: number } {
  const { red, green, blue, alpha } = toColour(value, scale, lightTheme)
  const hex = [red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')
  return { colour: `#${hex}`, opacity: alpha }
}

/** The mean over outputs of the change that masking a part makes. */
export function meanEffect(row: readonly number[]): number {
  return absoluteEffect(row, 'mean')
}
