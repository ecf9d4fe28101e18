import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../../src/main/readers/read-file'
import { isAppError } from '../../../src/shared/errors'
import { buildBmp } from '../../fixtures/builders/bmp'
import { buildDicom } from '../../fixtures/builders/dicom'
import { buildMetaImage } from '../../fixtures/builders/metaimage'
import { buildNifti } from '../../fixtures/builders/nifti'
import { buildNrrd } from '../../fixtures/builders/nrrd'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { buildPng } from '../../fixtures/builders/png'
import { buildTiff } from '../../fixtures/builders/tiff'

const makeFolder = useTemporaryFolders()
const read = (bytes: Uint8Array, timePoint: number | null = null): ReturnType<typeof readFile> =>
  readFile(join(makeFolder({ file: bytes }), 'file'), 'volume', { timePoint })

describe('readFile', () => {
  it.each([
    ['TIFF', buildTiff({ width: 2, height: 1, samples: [1, 2] }), [1, 2, 1]],
    ['big-endian TIFF', buildTiff({ width: 2, height: 1, bigEndian: true }), [1, 2, 1]],
    ['BMP', buildBmp({ width: 2, height: 1, bitsPerPixel: 24, samples: [] }), [1, 2, 3]],
    ['NIfTI-2', buildNifti({ version: 2 }), [4, 3, 2]],
    ['NRRD', buildNrrd(), [4, 3, 2]],
    ['MetaImage', buildMetaImage(), [4, 3, 2]],
  ])('recognises %s without a name', async (_, bytes, dims) => {
    expect(await read(bytes)).toMatchObject({ dims })
  })

  it.each([
    ['a GIF image', 'GIF89a'],
    ['a WebP image', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['a HEIC image', '\0\0\0\x18ftypheic\0\0\0\0'],
    ['an AVIF image', '\0\0\0\x18ftypavif\0\0\0\0'],
    ['a video', '\0\0\0\x18ftypisom\0\0\0\0'],
    ['a JPEG 2000 image', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['a JPEG XL image', '\xff\x0a\xfa\x1f'],
    ['an HDF5 file', '\x89HDF\r\n\x1a\n'],
    ['an Analyze 7.5 header', '\x5c\x01\0\0'],
    ['a PDF document', '%PDF-1.7'],
  ])('names %s that it does not read', async (words, text) => {
    const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(400)])
    await expect(read(bytes)).rejects.toMatchObject({ code: 'image/foreign-format' })
    await expect(read(bytes)).rejects.toThrow(`file is ${words}`)
  })

  it.each([
    ['a ZIP archive', 0, 'PK\x03\x04'],
    ['a 7z archive', 0, '7z\xbc\xaf\x27\x1c'],
    ['a RAR archive', 0, 'Rar!\x1a\x07\x01\0'],
    ['a bzip2 file', 0, 'BZh91AY&SY'],
    ['an xz file', 0, '\xfd7zXZ\0'],
    ['a Zstandard file', 0, '\x28\xb5\x2f\xfd'],
    ['a tar archive', 257, 'ustar'],
    ['a gzip file', 0, '\x1f\x8b\x08'],
  ])('names %s, which is to be unpacked', async (packing, offset, text) => {
    const bytes = Buffer.alloc(600)
    bytes.write(text, offset, 'latin1')
    await expect(read(bytes)).rejects.toMatchObject({ code: 'image/packed', details: { packing } })
    await expect(read(bytes)).rejects.toThrow(`file is ${packing};`)
  })

  const tar = Buffer.alloc(1024)
  tar.write('scan.nii', 0, 'latin1')
  tar.write('ustar', 257, 'latin1')
  it.each([
    ['a PNG image', buildPng({ width: 1, height: 1, samples: [1] })],
    ['an NRRD file', buildNrrd()],
    ['a MetaImage', buildMetaImage()],
    ['a DICOM file', buildDicom()],
    ['a tar archive', tar],
    ['a gzip file', gzipSync(buildNifti())],
    ['a PDF document', Buffer.from('%PDF-1.7')],
    ['text (a table or a report)', Buffer.from('case,label\n1,0\n')],
  ])('names a gzip that holds %s', async (holds, bytes) => {
    for (const file of ['file.gz', 'file.nii.gz']) {
      const path = join(makeFolder({ [file]: gzipSync(bytes) }), file)
      await expect(readFile(path, 'volume')).rejects.toThrow(`${file} is a gzip file that holds ${holds};`)
    }
  })

  it('reads a gzip that holds NIfTI under any name, and calls a .nii.gz damaged', async () => {
    expect(await read(gzipSync(buildNifti()))).toMatchObject({ dims: [4, 3, 2] })
    const path = join(makeFolder({ 'a.nii.gz': gzipSync(Buffer.alloc(400)) }), 'a.nii.gz')
    await expect(readFile(path, 'volume')).rejects.toMatchObject({ code: 'nifti/damaged' })
  })

  it('gives a value or a sentence of ours for damaged headers of volumes', async () => {
    const whole = [buildNifti({ version: 2 }), buildNrrd(), buildMetaImage()]
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), changes, async (bytes, flips) => {
        const damaged = bytes.slice()
        for (const [at, value] of flips) damaged[at % damaged.length] = value
        const outcome = await read(damaged).catch((thrown: unknown) => thrown)
        if (outcome instanceof Error) expect(isAppError(outcome), String(outcome.stack)).toBe(true)
        else expect(outcome).toHaveProperty('values')
      }),
      { numRuns: 300 },
    )
  })

  it('hands the time point on, and knows only the first where a format has no others', async () => {
    const fourD = buildNifti({ dims: [1, 1, 1, 3] })
    expect([...(await read(fourD, 2)).values]).toEqual([1])
    const png = buildPng({ width: 1, height: 1, samples: [5] })
    expect([...(await read(png, 1)).values]).toEqual([5])
    await expect(read(png, 2)).rejects.toMatchObject({ code: 'image/time-point', details: { timePoint: 2 } })
  })
})
