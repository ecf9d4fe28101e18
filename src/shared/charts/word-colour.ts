/** Beside the flow: the colour behind a word of a text. */
import { toColour, toCss, type ColourScale } from './colour-scale'
import type { ChartTheme } from './theme'

/** The strongest background still leaves the word readable. */
const strongest = 0.62

/** Colours the background of a word by its difference, on the same absolute scale as the patches. */
export function wordColour(value: number, scale: ColourScale, theme: ChartTheme): string {
  return toCss(toColour(value, scale, theme), strongest)
}
