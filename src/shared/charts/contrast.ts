/** How well colours are told apart: the contrast ratio of WCAG 2.2. */

/** From 1 to 21, of two colours as #rrggbb. */
export function contrastRatio(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** What is read best on a colour: white or nearly black. */
export function textOn(colour: string): string {
  return contrastRatio(colour, darkText) >= contrastRatio(colour, lightText) ? darkText : lightText
}

const darkText = 'rgb(14, 17, 22)'
const lightText = 'rgb(255, 255, 255)'

/** Relative luminance of sRGB, 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  if (!colour.startsWith('#')) return (colour.match(/\d+/g) ?? []).map(Number)
  const number = Number.parseInt(colour.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}
