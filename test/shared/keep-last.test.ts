import { expect, it } from 'vitest'
import { keepLast } from '@shared/keep-last'

it('asks once for what is among the last answers, and anew for what was given back or failed', async () => {
  const asked: string[] = []
  const ask = keepLast(2, String, (key: string) => {
    asked.push(key)
    return key === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve(key)
  })
  await ask('a')
  await ask('b')
  await ask('a')
  expect(asked).toEqual(['a', 'b'])
  await expect(ask('bad')).rejects.toThrow('bad')
  await expect(ask('bad')).rejects.toThrow('bad')
  await ask('a')
  await ask('b')
  expect(asked).toEqual(['a', 'b', 'bad', 'bad', 'b'])
})
