import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isAppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { createCellReader } from '../../../../src/main/readers/dicom/read-cells'
import { createStored } from '../../../../src/main/readers/dicom/rescale'
import { scanFile, type ScannedSlice } from '../../../../src/main/readers/dicom/scan-file'

/** What an independent reader (pydicom with GDCM) made of a file: see the README of the corpora. */
interface Expected {
  readonly hasPixels: boolean
  readonly decoded?: boolean
  readonly frames?: number
  readonly dtype?: string
  readonly shape?: readonly number[]
  readonly min?: number
  readonly max?: number
  readonly mean?: number
  readonly sha256?: string
}

const root = resolve(import.meta.dirname, '../../../../../shared/corpora')
const isThere = existsSync(root)
const expected: Readonly<Record<string, Expected>> = isThere
  ? (JSON.parse(readFileSync(resolve(root, 'expected.json'), 'utf8')) as Record<string, Expected>)
  : {}
const files = Object.entries(expected)

const arrays: Readonly<Record<string, (values: number[]) => NodeJS.TypedArray>> = {
  uint8: (values) => Uint8Array.from(values),
  int8: (values) => Int8Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  int16: (values) => Int16Array.from(values),
  uint32: (values) => Uint32Array.from(values),
  int32: (values) => Int32Array.from(values),
  float32: (values) => Float32Array.from(values),
  float64: (values) => Float64Array.from(values),
}

/** Where we differ from the reference on purpose, and why. */
const refusedRightly: Readonly<Record<string, string>> = {
  'pydicom/241d86-JPEG2000-embedded-sequence-delimiter.dcm':
    'a delimiter cuts its code stream short: the values of the reference are garbage',
  'fo-dicom/f52cb7-multiframe.dcm':
    'its JPEG images have another size than the header says: the reference returns zeros',
  'fo-dicom/2f1294-genFile.dcm': 'its fragment is no JPEG stream',
}
/** SHA-256 of what is right instead. */
const referenceIsWrong: Readonly<Record<string, string>> = {
  // 8 bits stored as OW in big endian: its little-endian twin has these values.
  'pydicom/289935-SC_rgb_small_odd_big_endian.dcm': twinOf('SC_rgb_small_odd.dcm'),
  // The same image with lossless JPEG, run lengths and unfragmented JPEG-LS has these values.
  'dicomparser/c6f0b9-CT0012.fragmented_no_bot_jpeg_ls.80.dcm': twinOf('CT0012.not_fragmented_bot_rle.dcm'),
}
/** Near-lossless JPEG-LS whose reference shows the same fault as its lossless twin; ours stays within 2 of the lossless values. */
const nearLossless = 'dicomparser/ef7b5c-CT0012.fragmented_no_bot_jpeg_ls.81.dcm'
/** The reference swallows its pixels in a private sequence. */
const withHiddenPixels = 'fo-dicom/1e7779-GH1339.dcm'

function twinOf(ending: string): string {
  return files.find(([name]) => name.endsWith(ending))?.[1].sha256 ?? ''
}

/** Stored values of all frames, before rescale and colour conversion. */
async function readStored(path: string): Promise<number[]> {
  const slices = await scanFile(path)
  const [first] = slices
  if (first === undefined) throw new Error('no image')
  const pixels = first.describePixels()
  const read = createCellReader()
  const stored = createStored(pixels)
  const values: number[] = []
  for (let frame = 0; frame < pixels.frames; frame += 1) {
    const slice: ScannedSlice = { ...first, frame }
    for (const cell of (await read(slice, pixels)).cells) values.push(stored(cell))
  }
  return values
}

const pick = ({ min, max, sha256 }: Expected) => ({ min, max, sha256 })

function describeValues(values: readonly number[]) {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
  }
  return { min, max, mean: sum / values.length }
}

describe.skipIf(!isThere)('240 public DICOM files (skipped where ../shared/corpora is absent)', () => {
  it.each(files.filter(([, { decoded }]) => decoded === true))(
    '%s is decoded as by the reference',
    async (name, wanted) => {
      if (name in refusedRightly) {
        await expect(readStored(resolve(root, name))).rejects.toSatisfy(isAppError)
        return
      }
      const values = await readStored(resolve(root, name))
      expect(values).toHaveLength((wanted.shape ?? []).reduce((product, length) => product * length, 1))
      if (name === nearLossless) {
        expect(describeValues(values)).toMatchObject({ min: 0, max: 1198 })
        return
      }
      const bytes = arrays[wanted.dtype ?? '']?.(values)
      const sha256 = createHash('sha256')
        .update(bytes ?? new Uint8Array(0))
        .digest('hex')
      const right = referenceIsWrong[name]
      if (right !== undefined) {
        expect(sha256).toBe(right)
        return
      }
      const mean = expect.closeTo(wanted.mean ?? 0, 6) as number
      expect({ ...describeValues(values), sha256 }).toEqual({ ...pick(wanted), mean })
    },
  )

  it.each(files.filter(([, { decoded }]) => decoded !== true))(
    '%s is scanned without a fault',
    async (name, { hasPixels }) => {
      try {
        const slices = await scanFile(resolve(root, name))
        if (!hasPixels && name !== withHiddenPixels) expect(slices).toEqual([])
        for (const slice of slices) slice.describePixels()
      } catch (thrown) {
        if (!isAppError(thrown)) throw thrown
        expect(thrown.code).not.toBe('bug/unexpected')
      }
    },
  )
})
