import { expect, it } from 'vitest'
import { matchPartSize } from '../../../src/main/maskers/match-part-size'

it('gives the fewest steps per axis whose product reaches the count', () => {
  expect(matchPartSize([10, 20], 9)).toEqual([4, 7])
  expect(matchPartSize([8, 8, 8], 8)).toEqual([4, 4, 4])
  expect(matchPartSize([100], 7)).toEqual([15])
})

it('ends where there is no axis to be cut', () => {
  expect(() => matchPartSize([], 49)).toThrow('no axes')
})
