import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseNifti } from '../../../../src/main/readers/nifti/parse-nifti'
import { readFile } from '../../../../src/main/readers/read-file'
import { buildNifti, buildNiftiPair } from '../../../fixtures/builders/nifti'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const makeFolder = useTemporaryFolders()

describe('NIfTI pairs', () => {
  const names = [
    ['brain.hdr', 'brain.img'],
    ['brain.hdr.gz', 'brain.img.gz'],
    ['brain.hdr', 'brain.img.gz'],
    ['BRAIN.HDR', 'BRAIN.IMG'],
  ] as const
  it.each(names)('%s and %s are read by the path of either', async (headerName, valuesName) => {
    for (const version of [1, 2] as const) {
      const pair = buildNiftiPair({ version, slope: 2, intercept: 1 })
      const zipped = (name: string, bytes: Uint8Array): Uint8Array =>
        name.endsWith('.gz') ? new Uint8Array(gzipSync(bytes)) : bytes
      const folder = makeFolder({
        [headerName]: zipped(headerName, pair.header),
        [valuesName]: zipped(valuesName, pair.values),
      })
      const whole = await parseNifti(buildNifti({ version, slope: 2, intercept: 1 }), 'a.nii')
      for (const name of [headerName, valuesName]) {
        expect(await readFile(join(folder, name), 'volume')).toEqual(whole)
      }
    }
  })

  it('name the half that is missing', async () => {
    const { header, values } = buildNiftiPair()
    const folder = makeFolder({ 'a.hdr': header, 'b.img': values })
    await expect(readFile(join(folder, 'a.hdr'), 'volume')).rejects.toMatchObject({
      code: 'nifti/pair-missing',
      details: { file: 'a.hdr', missing: 'a.img' },
    })
    await expect(readFile(join(folder, 'b.img'), 'volume')).rejects.toMatchObject({
      code: 'image/unknown-format',
    })
  })

  it('name the file whose values are cut short', async () => {
    const { header, values } = buildNiftiPair()
    const folder = makeFolder({ 'a.hdr': header, 'a.img': values.subarray(0, 40) })
    await expect(readFile(join(folder, 'a.hdr'), 'volume')).rejects.toMatchObject({
      code: 'nifti/size',
      details: { file: 'a.img', expectedBytes: 48, actualBytes: 40 },
    })
  })
})
