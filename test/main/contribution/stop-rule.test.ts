import type { ShareInterval } from '@shared/contribution'
import { describe, expect, it } from 'vitest'
import { confirmedCount, isEnough } from '../../../src/main/contribution/stop-rule'

const settings = { tolerance: 0.25, minCases: 40 }
const withInterval = (
  interval: ShareInterval['interval'],
  note: ShareInterval['note'] = null,
): ShareInterval => ({
  ...{ interval, note, effectivePatients: 30, lowerLimit: null, upperLimit: null },
})
const look = (intervals: readonly ShareInterval[], effectivePatients = 30) => ({
  ...{ shares: [], intervals, effectivePatients },
})
const narrow = withInterval([0.25, 0.5])

describe('the stop rule', () => {
  it('stops at a half-width of exactly the tolerance, and not above it', () => {
    expect(isEnough(look([narrow, withInterval([0.25, 0.75])]), 40, settings)).toBe(true)
    expect(isEnough(look([narrow, withInterval([0.25, 0.7500001])]), 40, settings)).toBe(false)
  })

  it('stops from minCases and from 30 effective patients on, and not one below', () => {
    expect(isEnough(look([narrow]), 39, settings)).toBe(false)
    expect(isEnough(look([narrow], 29.99), 40, settings)).toBe(false)
    expect(isEnough(look([narrow], 30), 40, settings)).toBe(true)
  })

  it('does not stop where a share has no interval, unless it is 1 by definition', () => {
    expect(isEnough(look([narrow, withInterval(null, 'patients-do-not-differ')]), 40, settings)).toBe(false)
    expect(isEnough(look([withInterval(null, 'only-modality')]), 40, settings)).toBe(true)
  })

  it('ends after 1.25 times as many patients, rounded up to a block', () => {
    expect([40, 41, 44, 48].map((seen) => confirmedCount(seen, { blockSize: 10 }))).toEqual([50, 60, 60, 60])
    expect(confirmedCount(40, { blockSize: 25 })).toBe(50)
  })
})
