import { AppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { guardPath } from '../../../src/main/choice/guarded-path'
import { createFakePath, laneOf, outOfMemory, runMasks, someMasks } from '../../fixtures/builders/fake-path'

const notice = { code: 'session/device-memory', details: { device: 'cuda' } } as const

describe('a path on a device without room for a single mask', () => {
  it('goes on on the other path with the mask at hand, and tells it once', async () => {
    const device = createFakePath(0, 4, 1)
    const cpu = createFakePath(9, 3, 2)
    const path = guardPath(laneOf(device)).with({
      fallback: { open: () => Promise.resolve(laneOf(cpu)), notice },
    })
    expect(await runMasks(path, someMasks(8))).toEqual(someMasks(8).map(({ part }) => [part, 2]))
    expect(device.tried).toEqual([4, 2, 1])
    expect(cpu.tried).toEqual([3, 1, 3, 1])
    expect(await runMasks(path, someMasks(2))).toEqual([
      [0, 2],
      [1, 2],
    ])
    const codes = path.takeNotices?.().map(({ code }) => code)
    expect(codes).toEqual(['session/smaller-batch', 'session/smaller-batch', 'session/device-memory'])
    expect(path.takeNotices?.()).toEqual([])
    await path.release()
    expect([device.released > 0, cpu.released]).toEqual([true, 1])
  })

  it('does so, too, when the case cannot even be opened', async () => {
    const device = { ...createFakePath(9, 4, 1), openCase: () => Promise.reject(outOfMemory()) }
    const cpu = createFakePath(9, 4, 2)
    const path = guardPath(laneOf(device), {
      fallback: { open: () => Promise.resolve(laneOf(cpu)), notice },
    })
    expect(await runMasks(path, someMasks(1))).toEqual([[0, 2]])
  })

  it('stays on the device for any other failure', async () => {
    const failure = new AppError('session/not-splittable', { model: 'm.onnx' })
    const device = { ...createFakePath(9, 4, 1), openCase: () => Promise.reject(failure) }
    const open = () => Promise.reject(new Error('the CPU is not asked'))
    const path = guardPath(laneOf(device), { fallback: { open, notice } })
    await expect(runMasks(path, someMasks(1))).rejects.toBe(failure)
  })
})
