import { toColour, toCss, wordColour } from '@shared/charts/colour-scale'
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
    expect(wordColour(9, { kind: 'absolute', limit: 1 }, lightTheme)).toMatch(/, 0\.620\)$/)
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
