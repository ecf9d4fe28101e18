import { expect, it } from 'vitest'
import { decoderFor } from '../../../../../../src/main/readers/dicom/pixels/decoders/registry'
import { buildJpeg } from '../../../../../fixtures/builders/jpeg'
import { buildLosslessJpeg } from '../../../../../fixtures/builders/jpeg-lossless'
import { described } from '../../pixels'

async function decode(uid: string, stream: Uint8Array, dims: readonly [number, number], bits: number) {
  const [rows, columns] = dims
  const bitsAllocated = bits <= 8 ? 8 : 16
  const pixels = described({ rows, columns, samplesPerPixel: 3, photometric: 'RGB', bitsAllocated })
  const decoder = decoderFor(`1.2.840.10008.1.2.4.${uid}`, 'x.dcm')
  return Array.from(await decoder.decode(stream, pixels, 'x.dcm'))
}

it.each([
  [8, false],
  [8, true],
  [16, false],
  [16, true],
])('colours of lossless JPEG with %i bits, a scan per component: %s', async (bits, isScanPerComponent) => {
  const [rows, columns] = [5, 7]
  const values = Array.from({ length: rows * columns * 3 }, (_, index) => (index * 7919) % 2 ** bits)
  const stream = buildLosslessJpeg({ rows, columns, bits, samples: 3, isScanPerComponent, values })
  expect(await decode('57', stream, [rows, columns], bits)).toEqual(values)
})

it.each([false, true])('colours of baseline JPEG, a scan per component: %s', async (isScanPerComponent) => {
  const blocks = [
    [10, 200, 90],
    [250, 30, 60],
  ]
  const stream = buildJpeg({ blocksWide: 2, blocksHigh: 1, blocks, isScanPerComponent })
  const found = await decode('50', stream, [8, 16], 8)
  const expected = Array.from({ length: 8 * 16 }, (_, pixel) => blocks[pixel % 16 < 8 ? 0 : 1]!).flat()
  expect(found).toEqual(expected)
})
