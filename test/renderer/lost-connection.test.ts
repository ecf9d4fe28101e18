import { beforeEach, expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { lostConnection, noteBrokenLine } from '@/api/lost-connection'

beforeEach(() => {
  lostConnection.value = null
})

it('is told where the line stays broken', async () => {
  await noteBrokenLine(Promise.resolve(new AppError('engine/host-gone', {})))
  expect(lostConnection.value?.code).toBe('engine/host-gone')
})

it('is not told of an engine that the next call starts again', async () => {
  await noteBrokenLine(Promise.resolve(new AppError('engine/stopped', { why: 'signal SIGKILL' })))
  expect(lostConnection.value).toBeNull()
})
