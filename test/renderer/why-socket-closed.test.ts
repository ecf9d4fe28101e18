import { whySocketClosed } from '@/api/why-socket-closed'
import { expect, it } from 'vitest'

const never = () => Promise.reject(new Error('nobody asks'))

it.each([
  [1012, 'signal SIGKILL', 'engine/stopped', { why: 'signal SIGKILL' }],
  [1013, '6 exit code 1', 'engine/given-up', { why: 'exit code 1', deaths: 6 }],
  [1008, 'it is no JSON', 'engine/bad-message', { why: 'it is no JSON' }],
])('the host says in the code %i why it closed the line', async (code, reason, expected, details) => {
  expect(await whySocketClosed({ code, reason }, never)).toMatchObject({ code: expected, details })
})

it('asks the host where the line closed without a word', async () => {
  const silent = { code: 1006, reason: '' }
  const answers = (status: number) => () => Promise.resolve({ status })
  expect((await whySocketClosed(silent, never)).code).toBe('engine/host-gone')
  expect((await whySocketClosed(silent, answers(403))).code).toBe('engine/not-admitted')
  expect((await whySocketClosed(silent, answers(200))).code).toBe('engine/stopped')
})
