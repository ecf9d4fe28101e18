/** The one source of colours: of the page (`palette.css` is written from it), of every chart, and of the report. */

export interface Palette {
  readonly ground: string
  readonly surface: string
  readonly sunken: string
  readonly line: string
  readonly text: string
  readonly soft: string
  readonly accent: string
  readonly accentText: string
  readonly warnGround: string
  readonly warnLine: string
  readonly badGround: string
  readonly badLine: string
  readonly goodLine: string
  /** Axes of a chart, and the lines behind it. */
  readonly axis: string
  readonly grid: string
  /** Ends of the map colours: part that matters, part that speaks for an output, part that speaks against it. */
  readonly strong: string
  readonly speaksFor: string
  readonly speaksAgainst: string
  /** One per modality, in the order of the study; told apart by people with any colour vision. */
  readonly series: readonly string[]
  /** Figures on a bar of a series. */
  readonly onSeries: string
}

/** On and around pictures of patients, whose ground is black in any theme. */
export const picturePalette = { ground: '#000000', letter: '#ffffff', crosshair: '#8be0ff' } as const

/** For a white page. Series after Okabe and Ito (2008), the yellow darkened to be seen on white. */
export const lightPalette: Palette = {
  ground: '#f4f6f9',
  surface: '#ffffff',
  sunken: '#eceff4',
  line: '#d8dde6',
  text: '#1b2130',
  soft: '#566072',
  accent: '#0067a8',
  accentText: '#ffffff',
  warnGround: '#fff4dd',
  warnLine: '#d99100',
  badGround: '#fdebea',
  badLine: '#c43c2f',
  goodLine: '#1d8a5f',
  axis: '#8b97a3',
  grid: '#e3e8ec',
  strong: '#e8590c',
  speaksFor: '#d9480f',
  speaksAgainst: '#1971c2',
  series: ['#0072b2', '#d98200', '#00866b', '#b0497f', '#56a5dc', '#c24e00', '#6f6a1f', '#555f69'],
  onSeries: '#ffffff',
}

/** For a dark window: the same hues, lighter. */
export const darkPalette: Palette = {
  ground: '#12151b',
  surface: '#1a1f28',
  sunken: '#242b37',
  line: '#343d4c',
  text: '#e7eaf1',
  soft: '#a4aebf',
  accent: '#5db3ea',
  accentText: '#0b1a26',
  warnGround: '#332a14',
  warnLine: '#e0a93b',
  badGround: '#3a1f1d',
  badLine: '#e8776b',
  goodLine: '#45c08e',
  axis: '#66737f',
  grid: '#2c353e',
  strong: '#ff7a2e',
  speaksFor: '#ff7a3d',
  speaksAgainst: '#4dabf7',
  series: ['#4ba3e3', '#f0a63c', '#3dbf9d', '#e08bb8', '#8fd0f5', '#f07f3c', '#cfc55a', '#a9b4be'],
  onSeries: '#ffffff',
}

/** Writes both palettes as custom properties: `--accent-text`, `--series-1` and so on. */
export function paletteCss(): string {
  return [
    '/* Written from src/shared/charts/palette.ts by npm run palette. */',
    pictureRule(),
    rule(':root', 'light', lightPalette),
    rule(":root[data-theme='dark']", 'dark', darkPalette),
  ].join('\n')
}

/** The same in both themes. */
function pictureRule(): string {
  const lines = Object.entries(picturePalette).map(([name, colour]) => `  --picture-${name}: ${colour};`)
  return `:root {\n${lines.join('\n')}\n}\n`
}

function rule(selector: string, scheme: string, { series, ...single }: Palette): string {
  const named = Object.entries(single).map(([name, colour]) => [toKebabCase(name), colour] as const)
  const counted = series.map((colour, index) => [`series-${index + 1}`, colour] as const)
  const lines = [...named, ...counted].map(([name, colour]) => `  --${name}: ${colour};`)
  return `${selector} {\n  color-scheme: ${scheme};\n${lines.join('\n')}\n}\n`
}

function toKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
