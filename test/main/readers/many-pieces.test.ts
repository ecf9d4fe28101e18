import { describe, expect, it } from 'vitest'
import { crc32 } from 'node:zlib'
import { excessOf } from '../../../src/main/readers/dicom/pixels/decoders/jpeg2000-packets'
import { countScans } from '../../../src/main/readers/jpeg/count-scans'
import { parseJpeg } from '../../../src/main/readers/jpeg/parse-jpeg'
import { parsePng } from '../../../src/main/readers/png/parse-png'
import { checkDirectories } from '../../../src/main/readers/tiff/check-directories'
import { buildJpeg } from '../../fixtures/builders/jpeg'

/** Repeats the last scan of a file in front of its end. */
function withScans(jpeg: Uint8Array, count: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const scan = bytes.subarray(bytes.lastIndexOf(Buffer.of(0xff, 0xda)), -2)
  return Buffer.concat([bytes.subarray(0, -2), ...new Array<Buffer>(count).fill(scan), bytes.subarray(-2)])
}

describe('files of very many small pieces', () => {
  it('a JPEG of 3,000 scans is refused before it is decoded', async () => {
    const blocks = [[1], [2]]
    const jpeg = buildJpeg({ blocksWide: 2, blocksHigh: 1, blocks, process: 2 })
    expect(countScans(jpeg)).toBeLessThan(10)
    await expect(parseJpeg(withScans(jpeg, 3000), 'a.jpg')).rejects.toThrow('JPEG with more than 100 scans')
  })

  it('a PNG of a million chunks', () => {
    const header = Buffer.from([0, 0, 0, 13, ...Buffer.from('IHDR'), 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32BE(crc32(header.subarray(4)))
    const chunk = Buffer.from([0, 0, 0, 0, ...Buffer.from('teXt'), 0, 0, 0, 0])
    const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
    const png = Buffer.concat([start, header, checksum, Buffer.alloc(12 * 600_000, chunk)])
    expect(() => parsePng(png, 'a.png')).toThrow('more than 524288 chunks')
  })

  it('a TIFF of very many tags or values', () => {
    const tiff = (pages: number, tag: readonly number[]): Buffer => {
      const page = Buffer.concat([Buffer.alloc(60_000 * 12, Buffer.from(tag))])
      const parts = Array.from({ length: pages }, (_, at) => {
        const link = Buffer.alloc(4)
        if (at + 1 < pages) link.writeUInt32LE(8 + (at + 1) * (page.length + 6))
        return Buffer.concat([Buffer.from([0x60, 0xea]), page, link])
      })
      return Buffer.concat([Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]), ...parts])
    }
    expect(() => {
      checkDirectories(tiff(2, [0, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0]), 'a.tif')
    }).toThrow('more than 100000 tags')
    const many = Buffer.alloc(70_000_000)
    many.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0, 1, 1, 0])
    many.writeUInt32LE(69_000_000, 14)
    many.writeUInt32LE(100, 18)
    expect(() => {
      checkDirectories(many, 'a.tif')
    }).toThrow('more than 67108864 values')
  })

  it('a JPEG 2000 image of many tiles, layers or precincts', () => {
    const header = ({ size = 512, tile = 512, layers = 1, precinct = 0xff } = {}): DataView => {
      const bytes = Buffer.alloc(70)
      bytes.writeUInt32BE(0xff4fff51)
      bytes.writeUInt16BE(41, 4)
      for (const at of [8, 12]) bytes.writeUInt32BE(size, at)
      for (const at of [24, 28]) bytes.writeUInt32BE(tile, at)
      bytes.writeUInt16BE(1, 40)
      bytes.set(
        [0xff, 0x52, 0, 14, 1, 0, layers >> 8, layers & 0xff, 0, 1, 4, 4, 0, 1, precinct, precinct],
        45,
      )
      bytes.writeUInt16BE(0xff90, 61)
      return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    expect(excessOf(header(), 0)).toBeNull()
    expect(excessOf(header({ tile: 1 }), 0)).toMatch(/^262144 tiles/)
    expect(excessOf(header({ tile: 0 }), 0)).toMatch(/without a size/)
    expect(excessOf(header({ precinct: 0 }), 0)).toBeNull()
    expect(excessOf(header({ precinct: 0, layers: 1000 }), 0)).toMatch(/packets/)
  })
})
