import { strongestWordGround, toColour, toCss, wordColour } from '@shared/charts/colour-scale'
import { darkPalette, lightPalette } from '@shared/charts/palette'
import { absoluteEffect, signedEffect } from '@shared/charts/part-effect'
import { darkTheme, lightTheme, seriesColour } from '@shared/charts/theme'
import { describe, expect, it } from 'vitest'

describe('a colour scale', () => {
  it('is absolute: the same difference has the same colour, a tenth of the limit is pale', () => {
    const scale = { kind: 'absolute' as const, limit: 0.5 }
    expect(toColour(0.05, scale, lightTheme).alpha).toBeCloseTo(0.1, 12)
    expect(toColour(0, scale, lightTheme).alpha).toBe(0)
    expect(toColour(0.5, scale, lightTheme).alpha).toBe(1)
    expect(toColour(7, scale, lightTheme).alpha).toBe(1)
  })

  it('shows direction by hue when it is signed, and by nothing when it is absolute', () => {
    const hue = (value: number, kind: 'signed' | 'absolute') => {
      const { alpha, ...colour } = toColour(value, { kind, limit: 1 }, lightTheme)
      expect(alpha).toBe(1)
      return colour
    }
    expect(hue(1, 'signed')).not.toEqual(hue(-1, 'signed'))
    expect(hue(1, 'absolute')).toEqual(hue(-1, 'absolute'))
  })

  it('stays transparent without a limit or without a number', () => {
    expect(toColour(1, { kind: 'absolute', limit: 0 }, lightTheme).alpha).toBe(0)
    expect(toColour(Number.NaN, { kind: 'absolute', limit: 1 }, lightTheme).alpha).toBe(0)
  })

  it('is written for CSS, words with a ground on which they can still be read', () => {
    expect(toCss({ red: 1, green: 2, blue: 3, alpha: 0.5 }, 0.5)).toBe('rgba(1, 2, 3, 0.250)')
    expect(wordColour(9, { kind: 'absolute', limit: 1 }, lightTheme)).toMatch(/, 0\.550\)$/)
  })
})

describe('the effect of a part', () => {
  it('is the mean, the largest or one class; with its sign that of one class alone', () => {
    const row = [0.2, -0.5, 0]
    expect(absoluteEffect(row, 'mean')).toBeCloseTo(0.7 / 3, 15)
    expect(absoluteEffect(row, 'max')).toBe(0.5)
    expect(absoluteEffect(row, 1)).toBe(0.5)
    expect(signedEffect(row, 0)).toBe(0.2)
    expect(absoluteEffect([], 'max')).toBe(0)
    expect(signedEffect(row, 1)).toBe(-0.5)
    expect(signedEffect([], 0)).toBe(0)
  })
})

describe('a theme', () => {
  it.each([
    ['light', lightTheme],
    ['dark', darkTheme],
  ])('%s has distinct colours for eight modalities and begins again after them', (_, theme) => {
    expect(new Set(theme.series).size).toBe(8)
    expect(seriesColour(theme, 8)).toBe(seriesColour(theme, 0))
  })
})

describe('a word on the strongest ground', () => {
  const channels = (hex: string): number[] =>
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const light = (rgb: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map((one) =>
      one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  it.each([
    ['light', lightPalette],
    ['dark', darkPalette],
  ])('is readable in the %s theme (WCAG AA)', (_name, palette) => {
    for (const colour of [palette.strong, palette.speaksFor, palette.speaksAgainst]) {
      const below = channels(palette.surface)
      const ground = channels(colour).map(
        (one, at) => one * strongestWordGround + (below[at] ?? 0) * (1 - strongestWordGround),
      )
      const [dark = 0, bright = 0] = [light(ground), light(channels(palette.text))].toSorted((a, b) => a - b)
      expect((bright + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
