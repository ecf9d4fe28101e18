/** Beside the flow: the colours and type of every chart, on a screen and in the report. */

export interface ChartTheme {
  readonly fontFamily: string
  readonly fontSize: number
  readonly text: string
  readonly quietText: string
  readonly axis: string
  readonly grid: string
  /** One per modality, in the order of the study; told apart by people with any colour vision. */
  readonly series: readonly string[]
  /** Ends of the map colours: part that matters, part that speaks for an output, part that speaks against it. */
  readonly strong: string
  readonly speaksFor: string
  readonly speaksAgainst: string
}

const fontFamily = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif"

/** For a white page. Series after Okabe and Ito (2008), the yellow darkened to be seen on white. */
export const lightTheme: ChartTheme = {
  fontFamily,
  fontSize: 11,
  text: '#1d2733',
  quietText: '#5b6875',
  axis: '#8b97a3',
  grid: '#e3e8ec',
  series: ['#0072b2', '#d98200', '#00866b', '#b0497f', '#56a5dc', '#c24e00', '#6f6a1f', '#555f69'],
  strong: '#e8590c',
  speaksFor: '#d9480f',
  speaksAgainst: '#1971c2',
}

/** For a dark window: the same hues, lighter. */
export const darkTheme: ChartTheme = {
  fontFamily,
  fontSize: 11,
  text: '#e4e9ee',
  quietText: '#9aa7b4',
  axis: '#66737f',
  grid: '#2c353e',
  series: ['#4ba3e3', '#f0a63c', '#3dbf9d', '#e08bb8', '#8fd0f5', '#f07f3c', '#cfc55a', '#a9b4be'],
  strong: '#ff7a2e',
  speaksFor: '#ff7a3d',
  speaksAgainst: '#4dabf7',
}

/** Picks the colour of the modality at `index` in the order of the study. */
export function seriesColour(theme: ChartTheme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.text
}
