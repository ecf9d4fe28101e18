import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readingWords, type ReadingProgress } from '@shared/reading-progress'
import { tellReading, withReading } from '../../../src/main/files/reading'

it('tells whoever waits how far it is, however deep below, and nobody else', async () => {
  const heard: [string, ReadingProgress][] = []
  const read = async (name: string): Promise<void> => {
    for (let done = 0; done < 2; done += 1) {
      await turn()
      tellReading('slices', done, name === 'a' ? 2 : 3)
    }
  }
  const listen = (name: string) =>
    withReading(
      (one) => heard.push([name, one]),
      () => read(name),
    )
  tellReading('files', 0, 1)
  await Promise.all([listen('a'), listen('b')])
  expect(heard.filter(([name]) => name === 'a').map(([, { done, total }]) => [done, total])).toEqual([
    [0, 2],
    [1, 2],
  ])
  expect(heard.filter(([name]) => name === 'b')).toHaveLength(2)
})

it('is said in words', () => {
  expect(readingWords({ of: 'slices', done: 120, total: 400 })).toBe('120 of 400 slices')
  expect(readingWords({ of: 'bytes', done: 2_000_000, total: 0 })).toBe('2 MB')
})
