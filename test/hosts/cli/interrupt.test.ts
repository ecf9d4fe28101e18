import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { createInterrupt } from '../../../src/main/hosts/cli/interrupt'

it('leaves Ctrl+C to the system until a command has something to save', () => {
  const said: string[] = []
  const codes: number[] = []
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => codes.push(code) })
  const interrupt = createInterrupt(process, { say: (words) => said.push(words) })
  expect(process.listenerCount('SIGINT')).toBe(0)
  const signal = interrupt.signal()
  expect(interrupt.signal()).toBe(signal)
  expect(process.listenerCount('SIGINT')).toBe(1)
  process.emit('SIGINT')
  expect([signal.aborted, said, codes]).toEqual([true, ['\nStopping after this batch ...'], []])
  process.emit('SIGINT')
  expect(codes).toEqual([130])
})
