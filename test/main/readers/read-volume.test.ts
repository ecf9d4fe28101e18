import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readVolume } from '../../../src/main/readers/read-volume'
import { buildMultiFrame } from '../../fixtures/builders/dicom-multiframe'
import { folderWith, removeFolders } from './dicom/folder'

afterEach(removeFolders)

describe('readVolume', () => {
  it('hands the time point on to a folder and to a file of DICOM', async () => {
    const perFrame = [1, 2].map((temporalIndex) => ({
      position: [0, 0, 0],
      stored: new Array<number>(6).fill(temporalIndex * 10),
      temporalIndex,
    }))
    const folder = await folderWith({ f: buildMultiFrame({ perFrame, sliceThickness: 1 }) })
    for (const path of [folder, join(folder, 'f')]) {
      await expect(readVolume(path, null)).rejects.toMatchObject({
        code: 'dicom/four-d',
        details: { count: 2 },
      })
      const value = await readVolume(path, null, 2)
      expect(value).toMatchObject({ kind: 'volume', values: new Float32Array(6).fill(20) })
    }
  })
})
