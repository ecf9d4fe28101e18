import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseNifti } from '../../../../src/main/readers/nifti/parse-nifti'
import { buildNifti, type NiftiFixture } from '../../../fixtures/builders/nifti'

const read = (fixture: NiftiFixture): ReturnType<typeof parseNifti> =>
  parseNifti(buildNifti(fixture), 'a.nii')

describe('parseNifti', () => {
  it('reads values with i fastest as [k, j, i]', async () => {
    const volume = await read({ dims: [2, 3, 4] })
    expect(volume).toMatchObject({ kind: 'volume', dims: [4, 3, 2], unit: '', spacingMm: [1, 1, 1] })
    expect([...volume.values]).toEqual(Array.from({ length: 24 }, (_, index) => index))
  })

  it.each([2, 4, 8, 16, 64, 256, 512, 768, 1024, 1280])(
    'reads datatype %i in both byte orders',
    async (type) => {
      for (const bigEndian of [false, true]) {
        const volume = await read({ dims: [3, 1, 1], type, stored: [1, 2, 100], bigEndian })
        expect([...volume.values]).toEqual([1, 2, 100])
      }
    },
  )

  it('tells the window that the header proposes, where it is one', async () => {
    for (const version of [1, 2] as const) {
      const { windows } = await read({ shown: [-0.5, 80], slope: 2, version })
      expect(windows).toEqual([{ name: 'File 1', low: -0.5, high: 80 }])
      expect(await read({ version })).not.toHaveProperty('windows')
      expect(await read({ version, shown: [5, 5] })).not.toHaveProperty('windows')
    }
  })

  it('scales by slope and intercept, and not where the slope is 0 or no number', async () => {
    const dims = [2, 1, 1]
    const scaled = await read({ dims, stored: [1, 2], slope: 0.5, intercept: -10 })
    expect([...scaled.values]).toEqual([-9.5, -9])
    for (const slope of [0, Number.NaN]) {
      expect([...(await read({ dims, stored: [1, 2], slope, intercept: -10 })).values]).toEqual([1, 2])
    }
  })

  it('turns the sform from RAS into LPS', async () => {
    const sform = [
      [-2, 0, 0, 90],
      [0, 0, 3, -126],
      [0, -4, 0, 72],
    ]
    const volume = await read({ sformCode: 1, sform })
    expect(volume.affineLps).toEqual([2, 0, 0, -90, 0, 0, -3, 126, 0, -4, 0, 72, 0, 0, 0, 1])
    expect(volume.spacingMm).toEqual([3, 4, 2])
  })

  it('turns the qform from RAS into LPS, with its handedness', async () => {
    // Half a turn about z: x and y point the other way; qfac -1 turns k over.
    const volume = await read({
      qformCode: 1,
      quaternion: [0, 0, 1],
      qoffset: [10, 20, 30],
      pixDims: [-1, 2, 3, 4],
    })
    expect(volume.affineLps).toEqual([2, 0, 0, -10, 0, 3, 0, -20, 0, 0, -4, 30, 0, 0, 0, 1])
    expect(volume.spacingMm).toEqual([4, 3, 2])
  })

  it('bears a quaternion that rounding made longer than 1', async () => {
    const volume = await read({ qformCode: 1, quaternion: [0, 0, 1.0001] })
    expect(volume.affineLps.every(Number.isFinite)).toBe(true)
    expect(volume.affineLps[0]).toBeCloseTo(1, 3)
  })

  it('prefers the sform where both are set, even when the qform has the higher code', async () => {
    const sform = [
      [5, 0, 0, 0],
      [0, 5, 0, 0],
      [0, 0, 5, 0],
    ]
    const volume = await read({ sformCode: 1, sform, qformCode: 2, quaternion: [0, 0, 0] })
    expect(volume.spacingMm).toEqual([5, 5, 5])
  })

  it('converts metres and micrometres to mm', async () => {
    expect((await read({ units: 1 })).spacingMm).toEqual([1000, 1000, 1000])
    expect((await read({ units: 3 })).spacingMm).toEqual([0.001, 0.001, 0.001])
  })

  it('reads the same from a gzip file', async () => {
    expect(await read({ gzip: true })).toEqual(await read({}))
  })

  it('accepts trailing axes of length 1 and refuses longer ones by their dims', async () => {
    expect((await read({ dims: [2, 3, 4, 1, 1] })).dims).toEqual([4, 3, 2])
    expect((await read({ dims: [2, 3] })).dims).toEqual([1, 3, 2])
    await expect(read({ dims: [2, 3, 4, 1, 5] })).rejects.toThrow('a.nii has the dims 2 x 3 x 4 x 1 x 5')
  })

  it('asks for the time point of a 4-D file and takes the named one', async () => {
    const fixture = { dims: [2, 1, 2, 3] }
    await expect(read(fixture)).rejects.toMatchObject({ code: 'image/four-d', details: { count: 3 } })
    for (const gzip of [false, true]) {
      for (const timePoint of [1, 2, 3]) {
        const volume = await parseNifti(buildNifti({ ...fixture, gzip }), 'a.nii', { timePoint })
        expect(volume.dims).toEqual([2, 1, 2])
        expect([...volume.values]).toEqual([0, 1, 2, 3].map((value) => value + (timePoint - 1) * 4))
      }
    }
    for (const timePoint of [0, 4, 1.5]) {
      await expect(parseNifti(buildNifti(fixture), 'a.nii', { timePoint })).rejects.toMatchObject({
        code: 'image/time-point',
        details: { timePoint, count: 3 },
      })
    }
  })

  it.each([
    [1, 2],
    [2, 1],
  ] as const)('reads NIfTI-2 as NIfTI-1, in both byte orders', async (first, second) => {
    const forms: NiftiFixture[] = [
      {
        sform: [
          [-2, 0, 0, 90],
          [0, 0, 3, -126],
          [0, -4, 0, 72],
        ],
      },
      { qformCode: 1, quaternion: [0, 0, 1], qoffset: [10, 20, 30], pixDims: [-1, 2, 3, 4], units: 3 },
      { type: 16, slope: 2, intercept: 1, gzip: true },
    ]
    for (const form of forms) {
      for (const bigEndian of [false, true]) {
        const volume = await read({ ...form, bigEndian, version: first })
        expect(volume).toEqual(await read({ ...form, bigEndian, version: second }))
      }
    }
  })

  it('says when the file has voxel sizes only', async () => {
    const volume = await read({ sformCode: 0, pixDims: [1, 2, 3, 4] })
    expect(volume.spacingMm).toEqual([4, 3, 2])
    expect(volume.notices).toEqual([{ code: 'nifti/no-transform', details: { file: 'a.nii' } }])
    expect((await read({})).notices).toBeUndefined()
  })

  it('refuses colour, complex values, foreign marks and half a pair by name', async () => {
    await expect(read({ type: 128 })).rejects.toThrow('RGB24')
    await expect(read({ type: 32 })).rejects.toThrow('complex64')
    await expect(read({ magic: 'n+3' })).rejects.toMatchObject({ code: 'nifti/damaged' })
    await expect(read({ magic: 'ni1' })).rejects.toMatchObject({ code: 'nifti/pair-missing' })
  })

  it('passes over extensions between header and values', async () => {
    const plain = buildNifti({ dataOffset: 384 })
    const extended = Buffer.concat([
      plain.subarray(0, 348),
      Uint8Array.of(1, 0, 0, 0, 32, 0, 0, 0),
      Buffer.alloc(28),
      plain.subarray(352),
    ])
    expect((await parseNifti(new Uint8Array(extended), 'a.nii')).values).toEqual((await read({})).values)
  })

  it('refuses an affine that places nothing', async () => {
    const sform = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]
    await expect(read({ sform })).rejects.toMatchObject({ code: 'nifti/affine' })
    const flat = [
      [1, 0, 1, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
    ]
    await expect(read({ sform: flat })).rejects.toMatchObject({ code: 'nifti/affine' })
    await expect(read({ qformCode: 1, pixDims: [1, Number.NaN, 1, 1] })).rejects.toMatchObject({
      code: 'nifti/affine',
    })
  })

  it('refuses files cut short with both counts', async () => {
    const bytes = buildNifti({ dims: [2, 3, 4] })
    await expect(parseNifti(bytes.subarray(0, 390), 'a.nii')).rejects.toMatchObject({
      code: 'nifti/size',
      details: { expectedBytes: 400, actualBytes: 390 },
    })
    const zipped = buildNifti({ gzip: true })
    await expect(parseNifti(zipped.subarray(0, -6), 'a.nii.gz')).rejects.toMatchObject({
      code: 'nifti/damaged',
    })
    await expect(parseNifti(bytes.subarray(0, 100), 'a.nii')).rejects.toMatchObject({ code: 'nifti/damaged' })
  })

  it('refuses a gzip file with a damaged checksum', async () => {
    const zipped = gzipSync(buildNifti())
    zipped[zipped.length - 6]! ^= 1
    await expect(parseNifti(zipped, 'a.nii.gz')).rejects.toMatchObject({ code: 'nifti/damaged' })
    expect(gunzipSync(gzipSync(buildNifti())).length).toBe(400)
  })

  it('stops inflating a file that is far longer than its header says', async () => {
    const bomb = buildNifti({ valueBytes: new Uint8Array(8 * 2 ** 20), gzip: true })
    await expect(parseNifti(bomb, 'a.nii.gz')).rejects.toMatchObject({
      code: 'nifti/longer',
      details: { expectedBytes: 400 },
    })
  })

  it('refuses a claim of huge dims before anything is allocated', async () => {
    const claim = { dims: [32767, 32767, 32767], valueBytes: new Uint8Array(10) }
    await expect(read(claim)).rejects.toMatchObject({ code: 'image/too-large' })
    await expect(read({ dims: [0, 3, 4] })).rejects.toMatchObject({ code: 'image/empty' })
  })
})
