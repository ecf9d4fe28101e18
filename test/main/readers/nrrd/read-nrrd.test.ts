import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNrrd } from '../../../../src/main/readers/nrrd/read-nrrd'
import { buildNrrd, buildNrrdHeader, countingShorts, type NrrdFixture } from '../../../fixtures/builders/nrrd'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const makeFolder = useTemporaryFolders()
const counting = Array.from({ length: 24 }, (_, index) => index)

function read(fixture: NrrdFixture): ReturnType<typeof readNrrd> {
  return readNrrd(join(makeFolder({ 'a.nrrd': buildNrrd(fixture) }), 'a.nrrd'))
}

function readDetached(
  header: NrrdFixture,
  files: Readonly<Record<string, Uint8Array>>,
): ReturnType<typeof readNrrd> {
  return readNrrd(join(makeFolder({ 'a.nhdr': buildNrrdHeader(header), ...files }), 'a.nhdr'))
}

describe('readNrrd', () => {
  it('reads values with the first axis fastest as [k, j, i]', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const volume = await read({ lineEnd })
      expect(volume).toMatchObject({ kind: 'volume', dims: [4, 3, 2], unit: '', spacingMm: [1, 1, 1] })
      expect([...volume.values]).toEqual(counting)
      expect(volume.notices).toBeUndefined()
    }
  })

  it('reads gzip and both byte orders', async () => {
    expect([...(await read({ fields: { encoding: 'gzip' } })).values]).toEqual(counting)
    const big = await read({ fields: { endian: 'big' }, values: countingShorts(false) })
    expect([...big.values]).toEqual(counting)
  })

  it.each([
    ['signed char', [255, 1], [-1, 1]],
    ['uchar', [255, 1], [255, 1]],
    ['unsigned short', [255, 255, 1, 0], [65535, 1]],
    ['int', [255, 255, 255, 255, 1, 0, 0, 0], [-1, 1]],
    ['uint32_t', [255, 255, 255, 255, 1, 0, 0, 0], [4294967296, 1]],
    ['longlong', [255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0], [-1, 1]],
    ['float', [0, 0, 0, 63, 0, 0, 128, 191], [0.5, -1]],
    ['double', [0, 0, 0, 0, 0, 0, 224, 63, 0, 0, 0, 0, 0, 0, 240, 191], [0.5, -1]],
  ])('reads values of type %s', async (type, bytes, expected) => {
    const volume = await read({ fields: { type, sizes: '2 1 1' }, values: Uint8Array.from(bytes) })
    expect([...volume.values]).toEqual(expected)
  })

  it.each([
    ['left-posterior-superior', [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7]],
    ['RAS', [-2, 0, 0, -5, 0, -3, 0, -6, 0, 0, 4, 7]],
    ['left-anterior-superior', [2, 0, 0, 5, 0, -3, 0, -6, 0, 0, 4, 7]],
  ])('turns the space %s into LPS', async (space, rows) => {
    const directions = '(2,0,0) (0,3,0) (0,0,4)'
    const volume = await read({
      fields: { space, 'space directions': directions, 'space origin': '(5,6,7)' },
    })
    expect(volume).toMatchObject({ affineLps: [...rows, 0, 0, 0, 1], spacingMm: [4, 3, 2] })
  })

  it('puts the direction of each axis into its column', async () => {
    const volume = await read({ fields: { 'space directions': '(0,2,0) (0,0,3) (4,0,0)' } })
    expect(volume).toMatchObject({ affineLps: [0, 0, 4, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 1] })
  })

  it('says what the header leaves open and assumes', async () => {
    const bare = { space: null, 'space directions': null, 'space origin': null }
    const spaced = await read({ fields: { ...bare, spacings: '2 3 4' } })
    expect(spaced).toMatchObject({ spacingMm: [4, 3, 2] })
    expect(spaced.notices?.map(({ details }) => String(details.what).split(',')[0])).toEqual([
      'the patient axes',
      'the position of the first voxel',
    ])
    expect((await read({ fields: bare })).notices).toHaveLength(3)
  })

  it('reads two axes as an image', async () => {
    const fields = {
      dimension: '2',
      sizes: '6 4',
      kinds: null,
      'space directions': null,
      space: null,
      'space origin': null,
    }
    expect(await read({ fields })).toMatchObject({ kind: 'image', dims: [4, 6, 1], maxValue: 23 })
  })

  it('reads a file of values in the same folder, passing over lines and bytes', async () => {
    const values = countingShorts()
    const named = { fields: { 'data file': 'a.raw' } }
    expect([...(await readDetached(named, { 'a.raw': values })).values]).toEqual(counting)
    const lines = { fields: { datafile: './a.raw', 'line skip': '2', 'byte skip': '3' } }
    const padded = Buffer.concat([Buffer.from('one\ntwo\nxyz'), values])
    expect([...(await readDetached(lines, { 'a.raw': padded })).values]).toEqual(counting)
    const tail = { fields: { 'data file': 'a.raw', 'byte skip': '-1' } }
    expect([...(await readDetached(tail, { 'a.raw': padded })).values]).toEqual(counting)
    const zipped = { fields: { 'data file': 'a.raw.gz', encoding: 'gz' } }
    expect([...(await readDetached(zipped, { 'a.raw.gz': gzipSync(values) })).values]).toEqual(counting)
  })

  it('follows no path out of the folder and names a file that is missing', async () => {
    for (const name of ['../a.raw', '/etc/passwd', 'sub/a.raw', '..\\a.raw', 'C:a.raw', '..']) {
      await expect(readDetached({ fields: { 'data file': name } }, {})).rejects.toMatchObject({
        code: 'image/outside-folder',
        details: { file: 'a.nhdr' },
      })
    }
    await expect(readDetached({ fields: { 'data file': 'b.raw' } }, {})).rejects.toMatchObject({
      code: 'file/not-found',
      details: { file: 'b.raw' },
    })
  })

  it.each([
    ['the encoding bzip2', { encoding: 'bzip2' }],
    ['the encoding hex', { encoding: 'hex' }],
    ['the encoding ascii', { encoding: 'ascii' }],
    ['4 axes (2 x 3 x 4 x 5)', { dimension: '4', sizes: '2 3 4 5', kinds: null }],
    ['an axis of colours', { kinds: 'RGB-color domain domain' }],
    ['values that are no known numbers', { type: 'block' }],
    ['values in several files', { 'data file': 'a%03d.raw 1 4 1' }],
    ['values in several files', { 'data file': 'LIST' }],
    ['a space other than', { space: 'scanner-xyz' }],
    ['space units other than mm', { 'space units': '"um" "um" "um"' }],
  ])('refuses %s by name', async (words, fields) => {
    await expect(read({ fields })).rejects.toThrow(`a.nrrd: NRRD with ${words}`)
  })

  it.each([
    ['sizes disagree', { sizes: '2 3' }],
    ['in which order the bytes', { endian: null }],
    ['do not place the voxels', { 'space directions': '(1,0,0) (0,1,0) (1,1,0)' }],
    ['do not place the voxels', { 'space directions': '(1,0,0) (0,1,0) (0,0,nan)' }],
    ['three vectors', { 'space directions': 'none (0,1,0) (0,0,1)' }],
  ])('refuses a header in which %s', async (words, fields) => {
    await expect(read({ fields })).rejects.toMatchObject({ code: 'image/damaged' })
    await expect(read({ fields })).rejects.toThrow(words)
  })

  it('checks sizes before anything is allocated, and that the file holds them', async () => {
    await expect(read({ fields: { sizes: '99999 99999 9' } })).rejects.toMatchObject({
      code: 'image/too-large',
    })
    await expect(read({ fields: { sizes: '0 3 4' } })).rejects.toMatchObject({ code: 'image/empty' })
    await expect(read({ values: countingShorts().subarray(0, 40) })).rejects.toMatchObject({
      code: 'image/size',
      details: { expectedBytes: 48, actualBytes: 40 },
    })
    const bomb = { fields: { encoding: 'gzip' }, values: new Uint8Array(2 ** 22) }
    await expect(read(bomb)).rejects.toThrow('do not inflate to the announced size')
  })
})
