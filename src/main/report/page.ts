/** The sheet of a report in points: A4, its margins, its type sizes. */
import { lightPalette } from '@shared/charts/palette'

export const page = {
  size: 'A4',
  width: 595.28,
  height: 841.89,
  margin: 56,
  foot: 40,
} as const

export const contentWidth = page.width - 2 * page.margin
export const contentBottom = page.height - page.margin - page.foot

export const type = {
  title: { size: 20, lead: 6, after: 2 },
  subtitle: { size: 11, lead: 4, after: 18 },
  1: { size: 15, lead: 4, before: 8, after: 8 },
  2: { size: 11.5, lead: 3, before: 14, after: 5 },
  lead: { size: 12, lead: 4, after: 8 },
  paragraph: { size: 9.5, lead: 3, after: 5 },
  small: { size: 8, lead: 2, after: 6 },
  cell: { size: 8.5, row: 16 },
} as const

const { text, soft, line, ground } = lightPalette

export const ink = { text, soft, rule: line, band: ground } as const
