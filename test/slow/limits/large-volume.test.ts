import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { measureVolume } from '../../bench/limits'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const createFolder = useTemporaryFolders()

describe('a volume of 160 x 128 x 128 in blocks of 16 x 16 x 16', () => {
  it('goes through a 3-D ResNet-18 on the incremental path in less than 4 GB', async () => {
    const options = { folder: createFolder({}), threads: availableParallelism(), batchSize: 8 }
    const { passes, outputs, peakBytes } = await measureVolume(options, 24)
    expect(passes).toBe(652)
    expect(outputs.flat().every(Number.isFinite)).toBe(true)
    // The process holds the test runner, too.
    expect(peakBytes).toBeLessThan(4e9)
  })
})
