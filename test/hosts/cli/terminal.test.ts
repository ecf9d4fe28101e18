import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toScreenText } from '../../../src/main/hosts/cli/terminal'

it('makes control characters of names visible, so that they cannot steer the terminal', () => {
  expect(toScreenText('case\u001b[2J\u0007 \u009b31m')).toBe('case\uFFFD[2J\uFFFD \uFFFD31m')
})

it('leaves lines, tabs and letters of any script as they are', () => {
  expect(toScreenText('a\tb\r\nÖ 肺\n')).toBe('a\tb\nÖ 肺\n')
})

it('never lets a control character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toScreenText(text).replaceAll(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u)
    }),
  )
})
