/** Beside the flow: the colours and type of every chart, on a screen and in the report. */
import { darkPalette, lightPalette, type Palette } from './palette'

export interface ChartTheme extends Pick<
  Palette,
  'text' | 'axis' | 'grid' | 'series' | 'strong' | 'speaksFor' | 'speaksAgainst'
> {
  readonly fontFamily: string
  readonly fontSize: number
  readonly quietText: string
}

export const lightTheme = toTheme(lightPalette)
export const darkTheme = toTheme(darkPalette)

function toTheme({ soft, ...palette }: Palette): ChartTheme {
  const fontFamily = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif"
  return { ...palette, quietText: soft, fontFamily, fontSize: 12 }
}

/** Picks the colour of the modality at `index` in the order of the study. */
export function seriesColour(theme: ChartTheme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.text
}
