import type { DeviceTrial } from '@shared/device'
import { deviceWords } from '@shared/words/device-words'
import type { RunResult } from '@shared/run'
import { describe, expect, it } from 'vitest'
import { buildManifest } from '../../fixtures/builders/run-result'

type Device = NonNullable<NonNullable<RunResult['path']>['device']>

const path = (device: Device | null): RunResult['path'] => ({
  path: 'batched',
  checkedMasks: 9,
  tolerance: 1e-5,
  largestDifference: 0,
  comparedCases: 1,
  comparedLater: 0,
  plainModalities: [],
  device,
  workers: null,
})
const trial = (rest: Partial<DeviceTrial>): DeviceTrial => ({
  device: 'cuda',
  largestDifference: null,
  secondsPerCase: null,
  refused: null,
  ...rest,
})
const differs = { device: 'cuda', difference: 0.002, tolerance: 1e-5 }

describe('the device of a run in words', () => {
  it('is what was asked for in runs of earlier versions', () => {
    expect(deviceWords(buildManifest(), path(null))).toBe('cpu, 2 threads, batch 8')
    expect(deviceWords(buildManifest(), null)).toBe('cpu, 2 threads, batch 8')
  })

  it('is the one that ran, with its batch and how near it came to the CPU', () => {
    const chosen: Device = { device: 'cuda', batchSize: 64, trials: [trial({ largestDifference: 3e-7 })] }
    expect(deviceWords(buildManifest({ device: 'auto' }), path(chosen))).toBe(
      'CUDA (NVIDIA), batch 64; largest difference to the CPU on the first case: 3.0e-7',
    )
  })

  it('names a device that computed something else, but none that is just not there', () => {
    const trials = [
      trial({ refused: { code: 'session/device-differs', details: differs } }),
      trial({
        refused: { code: 'session/device-absent', details: { device: 'dml', platform: 'linux x64' } },
      }),
    ]
    const words = deviceWords(buildManifest(), path({ device: 'cpu', batchSize: 8, trials }))
    expect(words).toMatch(
      /^cpu, 2 threads, batch 8\. CUDA \(NVIDIA\) gives other outputs than the CPU \(0\.002 apart/,
    )
    expect(words).not.toContain('DirectML')
  })
})
