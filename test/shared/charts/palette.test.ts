import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { contrastRatio, textOn } from '@shared/charts/contrast'
import { darkPalette, lightPalette, paletteCss, pictureMap, picturePalette } from '@shared/charts/palette'
import { darkTheme, lightTheme } from '@shared/charts/theme'
import { expect, it } from 'vitest'

const source = resolve(import.meta.dirname, '../../../src')
const styles = resolve(source, 'renderer/src/ui')

it('the colours of the page are those of the palette (npm run palette writes them)', () => {
  expect(readFileSync(resolve(styles, 'palette.css'), 'utf8')).toBe(paletteCss())
})

it('charts have the colours of the page they stand on', () => {
  expect(lightTheme).toMatchObject({ text: lightPalette.text, series: lightPalette.series })
  expect(darkTheme).toMatchObject({ quietText: darkPalette.soft, series: darkPalette.series })
})

it('no colour is written anywhere else', () => {
  const elsewhere = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /\.(ts|vue|css)$/.test(path) &&
      !/palette\.(ts|css)$/.test(path) &&
      /['" ]#[\da-f]{6}\b/i.test(readFileSync(resolve(source, path), 'utf8')),
  )
  expect(elsewhere).toEqual([])
})

it('every custom property that a component uses is there', () => {
  const defined = new Set(
    ['palette.css', 'tokens.css'].flatMap((file) =>
      [...readFileSync(resolve(styles, file), 'utf8').matchAll(/(--[\w-]+):/g)].map(([, name]) => name),
    ),
  )
  // Set by a parent for what is in it.
  const given = new Set(['--least', '--viewer-height'])
  const used = readdirSync(resolve(source, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|vue)$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(resolve(source, 'renderer', path), 'utf8')
      return [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name)
    })
  expect(used.filter((name) => !defined.has(name) && !given.has(name) && !name.startsWith('--reka'))).toEqual(
    [],
  )
})

const palettes = [
  ['light', lightPalette],
  ['dark', darkPalette],
] as const

it.each(palettes)('text of the %s theme is read on every ground (WCAG AA)', (_, palette) => {
  const { text, soft, faint, accent } = palette
  const weak = [palette.ground, palette.surface, palette.sunken].flatMap((ground) =>
    Object.entries({ text, soft, faint, accent }).filter(([, colour]) => contrastRatio(colour, ground) < 4.5),
  )
  const states = [
    [palette.text, palette.warnGround],
    [palette.text, palette.badGround],
    [palette.text, palette.okGround],
    [palette.ok, palette.surface],
    [palette.warn, palette.surface],
    [palette.bad, palette.surface],
    [palette.accent, palette.accentSoft],
    [palette.accentText, palette.accent],
    [palette.accentText, palette.accentHover],
  ].filter(([colour = '', ground = '']) => contrastRatio(colour, ground) < 4.5)
  expect({ weak, states }).toEqual({ weak: [], states: [] })
})

it.each(palettes)(
  'series and controls of the %s theme are seen, and figures on a series are read',
  (_, palette) => {
    const { series, control, surface } = palette
    expect([...series, control].filter((colour) => contrastRatio(colour, surface) < 3)).toEqual([])
    expect(series.filter((colour) => contrastRatio(colour, textOn(colour)) < 4.5)).toEqual([])
  },
)

it('what is written on pictures is read, and the map grows brighter with the value', () => {
  const { ground, text, soft, letter, crosshair } = picturePalette
  expect([text, soft, letter, crosshair].filter((colour) => contrastRatio(colour, ground) < 4.5)).toEqual([])
  const rising = pictureMap.map((colour) => contrastRatio(colour, ground))
  expect(rising).toEqual(rising.toSorted((a, b) => a - b))
})

it('no text of a chart or of the page is smaller than 12 px', () => {
  expect([lightTheme.fontSize, darkTheme.fontSize]).toEqual([12, 12])
  const small = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /\.(css|vue)$/.test(path) &&
      /font-size: (?:\d|1[01])(?:\.\d+)?px|font:\s*(?:\w+\s+)*(?:\d|1[01])px/.test(
        readFileSync(resolve(source, path), 'utf8'),
      ),
  )
  const inCharts = readdirSync(resolve(source, 'shared/charts')).filter((path) =>
    /fontSize: (?:\d|1[01])\b|fontSize - /.test(readFileSync(resolve(source, 'shared/charts', path), 'utf8')),
  )
  expect({ small, inCharts }).toEqual({ small: [], inCharts: [] })
})
