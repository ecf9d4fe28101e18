import { describe, expect, it } from 'vitest'
import { applyActivation } from '../../../src/main/contribution/apply-activation'

describe('an activation', () => {
  it('of none returns a copy', () => {
    const row = [1, -2]
    expect(applyActivation(row, 'none')).toEqual(row)
    expect(applyActivation(row, 'none')).not.toBe(row)
  })

  it('of sigmoid stays finite for large logits of either sign', () => {
    expect(applyActivation([0, 800, -800], 'sigmoid')).toEqual([0.5, 1, 0])
    expect(applyActivation([2], 'sigmoid')[0]).toBeCloseTo(0.8807970779778823, 15)
  })

  it('of softmax stays finite and adds up to 1', () => {
    expect(applyActivation([1000, 1000], 'softmax')).toEqual([0.5, 0.5])
    const [first, second] = applyActivation([Math.log(3), 0], 'softmax')
    expect(first).toBeCloseTo(0.75, 15)
    expect(second).toBeCloseTo(0.25, 15)
  })
})
