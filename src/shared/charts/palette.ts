/** The one source of colours: of the page (`palette.css` is written from it), of every chart, and of the report. */

export interface Palette {
  readonly ground: string
  readonly surface: string
  readonly sunken: string
  /** Between things, and around what can be acted on. */
  readonly line: string
  readonly control: string
  readonly text: string
  readonly soft: string
  /** Axes and hints. */
  readonly faint: string
  /** Means that one can act here, or that this is chosen; never data. */
  readonly accent: string
  readonly accentHover: string
  readonly accentSoft: string
  readonly accentText: string
  readonly ok: string
  readonly okGround: string
  readonly warn: string
  readonly warnGround: string
  readonly warnLine: string
  readonly bad: string
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
}

/** On and around pictures of patients, whose ground is black in any theme. */
export const picturePalette = {
  ground: '#08090b',
  letter: '#ffffff',
  text: '#e9edf3',
  soft: '#b3bccb',
  crosshair: '#7fe3ff',
  outline: '#ffffff',
} as const

/** From weak to strong over a picture of grey, in either theme: brown, orange, amber, brighter with the value. */
export const pictureMap: readonly string[] = ['#7a3208', '#cc5500', '#ff7f1f', '#ffc247']

/** Signed effects over a picture, in either theme. */
export const pictureSigned = { speaksFor: '#ff8a3d', speaksAgainst: '#5aa9f5' } as const

/** Outlines of labels over a picture; told apart from the map and from each other. */
export const labelOutlines: readonly string[] = [
  '#7fe3ff',
  '#a6f0a0',
  '#f2a6ff',
  '#fff38a',
  '#9db4ff',
  '#ffb3b3',
]

/** For a white page. Series after Okabe and Ito (2008), darkened to be seen on white. */
export const lightPalette: Palette = {
  ground: '#f4f5f8',
  surface: '#ffffff',
  sunken: '#eceef3',
  line: '#dde1e8',
  control: '#828b9a',
  text: '#161b26',
  soft: '#4c5668',
  faint: '#5e6879',
  accent: '#4539bd',
  accentHover: '#372da0',
  accentSoft: '#ebeafa',
  accentText: '#ffffff',
  ok: '#16734c',
  okGround: '#e3f3ec',
  warn: '#855400',
  warnGround: '#fdf1d8',
  warnLine: '#d9a13b',
  bad: '#b3261e',
  badGround: '#fce9e7',
  badLine: '#c43c2f',
  goodLine: '#1d8a5f',
  axis: '#99a2b0',
  grid: '#e6e9ef',
  strong: '#e8590c',
  speaksFor: '#e2590c',
  speaksAgainst: '#2a78c9',
  series: ['#0072b2', '#b87a00', '#00866b', '#b0497f', '#4b8fc4', '#8a5a3c', '#6f6a1f', '#5d6775'],
}

/** For a dark window: the same hues, lighter. */
export const darkPalette: Palette = {
  ground: '#0f1217',
  surface: '#171b22',
  sunken: '#20252e',
  line: '#2d343f',
  control: '#707b8c',
  text: '#e8ecf3',
  soft: '#b0b9c7',
  faint: '#939dad',
  accent: '#a9a4ff',
  accentHover: '#c2beff',
  accentSoft: '#282a4d',
  accentText: '#14123a',
  ok: '#57c997',
  okGround: '#14302a',
  warn: '#f0bb5a',
  warnGround: '#33290f',
  warnLine: '#8a6a24',
  bad: '#f28b82',
  badGround: '#3b1d1c',
  badLine: '#e8776b',
  goodLine: '#45c08e',
  axis: '#6a7484',
  grid: '#262c36',
  strong: '#ff7a2e',
  speaksFor: '#ff8a3d',
  speaksAgainst: '#5aa9f5',
  series: ['#57aee8', '#e6b04a', '#45c29f', '#e48fbd', '#9ccdf2', '#c99a7c', '#cfc55a', '#aab4c2'],
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
  const single = Object.entries(picturePalette).map(([name, colour]) => `  --picture-${name}: ${colour};`)
  const map = pictureMap.map((colour, index) => `  --over-${index + 1}: ${colour};`)
  const lines = [...single, ...map]
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
