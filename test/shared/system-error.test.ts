import { expect, it } from 'vitest'
import { describeError, toErrorData, withPath } from '../../src/shared/errors'

const refusal = (code: string, path?: string): Error =>
  Object.assign(new Error(code), { code, syscall: 'write', ...(path === undefined ? {} : { path }) })
const sentenceOf = (thrown: unknown): string => describeError(toErrorData(thrown, 'test')).sentence

it.each(['ENOSPC', 'EDQUOT'])('a full disk (%s) is told as one, with its folder', (code) => {
  expect(sentenceOf(refusal(code, '/data/runs/r/run.json'))).toContain(
    'There is no space left on /data/runs/r',
  )
  expect(sentenceOf(refusal(code, 'C:\\data\\run.json'))).toContain('no space left on C:\\data')
})

it('a write without a path is given the one that was written to', () => {
  expect(sentenceOf(withPath(refusal('ENOSPC'), '/data/runs/r/outputs.jsonl'))).toBe(
    'There is no space left on /data/runs/r.',
  )
  expect(sentenceOf(refusal('ENOSPC'))).toBe('There is no space left on the disk.')
  const other = new Error('no refusal')
  expect(withPath(other, '/data')).toBe(other)
  expect('path' in other).toBe(false)
})

it.each([
  ['EACCES', 'no permission, EACCES'],
  ['EROFS', 'the drive can only be read, EROFS'],
  ['EMFILE', 'too many files are open, EMFILE'],
  ['ENAMETOOLONG', 'its name is too long, ENAMETOOLONG'],
  ['EXYZ', 'EXYZ'],
])('%s is said in words', (code, words) => {
  expect(sentenceOf(refusal(code, '/data/a.json'))).toBe(
    `The operating system refused access to a.json (${words}).`,
  )
})
