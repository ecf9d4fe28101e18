import { describe, expect, it } from 'vitest'
import { toTokens } from '../../../src/main/tensors/native-tokenizer'

const encoding = {
  ids: [5, 6],
  tokens: ['a', '肺'],
  offsets: [
    [0, 1],
    [2, 3],
  ],
  pieces: [0, 1],
  typeIds: [0, 1],
  isAround: [0, 0],
}

describe('the lists of an encoding', () => {
  it('become tokens', () => {
    expect(toTokens(encoding, 'a 肺')).toEqual([
      { id: 5, text: 'a', typeId: 0, start: 0, end: 1, piece: 0 },
      { id: 6, text: '肺', typeId: 1, start: 2, end: 3, piece: 1 },
    ])
  })

  it.each(['tokens', 'offsets', 'typeIds'] as const)('are refused where %s are fewer than ids', (key) => {
    expect(() => toTokens({ ...encoding, [key]: encoding[key].slice(1) }, 'a 肺')).toThrow(
      'do not go together',
    )
  })
})
