import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCellReader } from '../../../../src/main/readers/dicom/pixels/read-cells'
import { createStored } from '../../../../src/main/readers/dicom/pixels/rescale'
import { scanFile, type ScannedSlice } from '../../../../src/main/readers/dicom/headers/scan-file'

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

interface Refusal {
  readonly code: string
  readonly why: string
}

/** Decoded by the reference, refused by us. */
const refusedRightly: Readonly<Record<string, Refusal>> = {
  'pydicom/241d86-JPEG2000-embedded-sequence-delimiter.dcm': {
    code: 'dicom/coded-size',
    why: 'a delimiter cuts its code stream short: the values of the reference are garbage',
  },
  'fo-dicom/f52cb7-multiframe.dcm': {
    code: 'dicom/coded-size',
    why: 'some of its JPEG images have another width than the header says: the reference returns zeros',
  },
  'fo-dicom/2f1294-genFile.dcm': { code: 'dicom/pixels-unreadable', why: 'its fragment is no JPEG stream' },
}

/** Refused by the reference too. */
const refusedByAll: Readonly<Record<string, Refusal>> = {
  'pydicom/b152e6-MR_truncated.dcm': { code: 'dicom/pixel-bytes', why: 'its pixels are cut short' },
  'pydicom/51aad5-badVR.dcm': { code: 'dicom/bad-value', why: 'NumberOfFrames is no number' },
  'pydicom/cd2bfd-meta_missing_tsyntax.dcm': {
    code: 'dicom/unreadable',
    why: 'no transfer syntax, no first attribute',
  },
  'pydicom/1e65c9-nested_priv_SQ.dcm': { code: 'dicom/unreadable', why: 'it has neither rows nor columns' },
  'fo-dicom/fc2ed1-GH1146.dcm': { code: 'dicom/pixel-bytes', why: 'its pixels are empty' },
  'fo-dicom/5a8978-GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm': {
    code: 'dicom/unreadable',
    why: 'implicit big endian, which the standard does not have',
  },
}

/** An image header that breaks off before its pixels: the reference sees no pixels, we say that a slice is damaged. */
const brokenImages: Readonly<Record<string, Refusal>> = {
  'fo-dicom/810f8f-GH179B.dcm': {
    code: 'dicom/unreadable',
    why: 'a secondary capture that ends inside an element',
  },
}

/** Refused by the reference, read by us: file -> dims of its cells, and why that is right. */
const readByUs: Readonly<Record<string, { readonly count: number; readonly why: string }>> = {
  'fo-dicom/80cb27-GH340.dcm': {
    count: 256 * 256,
    why: 'ACR-NEMA: neither meta header nor colour model, 12 packed bits; it shows a head without noise or seams',
  },
  'fo-dicom/1e7779-GH1339.dcm': {
    count: 320 * 320,
    why: 'the reference swallows its pixels in a private sequence; they decode to the size of the header',
  },
}

/** SHA-256 of what is right where the reference is wrong. */
const referenceIsWrong: Readonly<Record<string, string>> = {
  // 8 bits stored as OW in big endian: its little-endian twin has these values.
  'pydicom/289935-SC_rgb_small_odd_big_endian.dcm': twinOf('SC_rgb_small_odd.dcm'),
  // The same image with lossless JPEG, run lengths and unfragmented JPEG-LS has these values.
  'dicomparser/c6f0b9-CT0012.fragmented_no_bot_jpeg_ls.80.dcm': twinOf('CT0012.not_fragmented_bot_rle.dcm'),
}

/** Near-lossless JPEG-LS whose reference shows the same fault as that of its lossless twin; ours stays within 2 of the twin. */
const nearLossless = 'dicomparser/ef7b5c-CT0012.fragmented_no_bot_jpeg_ls.81.dcm'
const lossless = 'dicomparser/c6f0b9-CT0012.fragmented_no_bot_jpeg_ls.80.dcm'

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

const pathOf = (name: string): string => resolve(root, name)

function hashOf(values: readonly number[], dtype = ''): string {
  const bytes = arrays[dtype]?.([...values]) ?? new Uint8Array(0)
  return createHash('sha256').update(bytes).digest('hex')
}

const accepted = [
  refusedRightly,
  refusedByAll,
  brokenImages,
  readByUs,
  referenceIsWrong,
  { [nearLossless]: '' },
]
const deviating = new Set(accepted.flatMap((table) => Object.keys(table)))
const plain = files.filter(([name]) => !deviating.has(name))

describe.skipIf(!isThere)('240 public DICOM files (skipped where ../shared/corpora is absent)', () => {
  it('are all of them compared', () => {
    expect(files).toHaveLength(240)
    expect(plain.length + deviating.size).toBe(240)
  })

  it.each(plain.filter(([, { decoded }]) => decoded === true))(
    '%s has the stored values of the reference',
    async (name, wanted) => {
      const values = await readStored(pathOf(name))
      expect(values).toHaveLength((wanted.shape ?? []).reduce((product, length) => product * length, 1))
      const mean = expect.closeTo(wanted.mean ?? 0, 6) as number
      expect({ ...describeValues(values), sha256: hashOf(values, wanted.dtype) }).toEqual({
        ...pick(wanted),
        mean,
      })
    },
  )

  it.each(plain.filter(([, { hasPixels }]) => !hasPixels))('%s is passed over', async (name) => {
    expect(await scanFile(pathOf(name))).toEqual([])
  })

  it('are of these two kinds, but for those listed', () => {
    expect(plain.filter(([, { decoded, hasPixels }]) => decoded !== true && hasPixels)).toEqual([])
  })

  it.each(
    [refusedRightly, refusedByAll, brokenImages].flatMap((table) =>
      Object.entries(table).map(([name, refusal]) => ({ name, ...refusal })),
    ),
  )('$name is refused: $why', async ({ name, code }) => {
    await expect(readStored(pathOf(name))).rejects.toMatchObject({ code })
  })

  it.each(Object.entries(readByUs))('%s is read', async (name, { count }) => {
    const values = await readStored(pathOf(name))
    expect(values).toHaveLength(count)
    expect(roughness(values, Math.sqrt(count))).toBeLessThan(0.1)
  })

  it.each(Object.entries(referenceIsWrong))('%s has the values of its twin', async (name, sha256) => {
    expect(hashOf(await readStored(pathOf(name)), expected[name]?.dtype)).toBe(sha256)
  })

  it('near-lossless JPEG-LS stays near its lossless twin', async () => {
    const exact = await readStored(pathOf(lossless))
    const near = await readStored(pathOf(nearLossless))
    let farthest = 0
    near.forEach((value, index) => {
      farthest = Math.max(farthest, Math.abs(value - (exact[index] ?? 0)))
    })
    expect(near).toHaveLength(exact.length)
    expect(farthest).toBeLessThanOrEqual(2)
  })
})

/** Mean step from pixel to pixel, as a share of the largest value: about a third for wrongly decoded pixels. */
function roughness(values: readonly number[], columns: number): number {
  let sum = 0
  values.forEach((value, index) => {
    if (index % columns !== 0) sum += Math.abs(value - (values[index - 1] ?? 0))
  })
  return sum / values.length / describeValues(values).max
}
