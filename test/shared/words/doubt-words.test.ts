import { doubtWords, withoutDoubts } from '@shared/words/doubt-words'
import type { Notice } from '@shared/notice'
import { expect, it } from 'vitest'

const noise: Notice = {
  code: 'run/not-deterministic',
  details: { difference: 0.0123, nodes: ['Dropout d', 'Dropout e'], more: 2 },
}
const near: Notice = {
  code: 'run/near-tolerance',
  details: { modality: 'ct', largest: 2e-5, path: 'split', tolerance: 1e-5 },
}
const inert: Notice = { code: 'run/inert-parts', details: { modality: 'ct', percent: 20 }, modality: 'ct' }

it('stand beside the answer, and not among the other notices once more', () => {
  const notices = [noise, inert, near]
  const [first, ...others] = doubtWords({ notices })
  expect(first).toBe(
    'The model gives other outputs each time it runs on the same input: differences below 0.012 mean nothing. ' +
      'Its graph draws random numbers at Dropout d, Dropout e and 2 more. ' +
      'Every mask is a forward pass of its own, as other paths cannot be compared with that.',
  )
  expect(others).toHaveLength(1)
  expect(withoutDoubts(notices)).toEqual([inert])
})
