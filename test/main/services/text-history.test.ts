import { expect, it } from 'vitest'
import { createTextHistory } from '../../../src/main/services/text-history'

it('goes back and on through more than a hundred texts, and forgets what was undone when another one comes', () => {
  const history = createTextHistory()
  for (let step = 0; step <= 150; step += 1) history.see(`text ${step}`)
  history.see('text 150')
  for (let step = 149; step >= 50; step -= 1) {
    expect(history.before()).toBe(`text ${step}`)
    history.wentBack()
  }
  expect(history.after()).toBe('text 51')
  history.wentOn()
  expect([history.before(), history.after()]).toEqual(['text 50', 'text 52'])
  history.see('by hand')
  expect([history.before(), history.after()]).toEqual(['text 51', null])
})
