import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { darkPalette, lightPalette, paletteCss } from '@shared/charts/palette'
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
  const used = readdirSync(resolve(source, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|vue)$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(resolve(source, 'renderer', path), 'utf8')
      return [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name)
    })
  expect(used.filter((name) => !defined.has(name) && !name.startsWith('--reka'))).toEqual([])
})
