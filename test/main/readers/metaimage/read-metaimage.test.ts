import { deflateSync } from 'node:zlib'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMetaImage } from '../../../../src/main/readers/metaimage/read-metaimage'
import {
  buildMetaImage,
  buildMetaImageHeader,
  type MetaImageFixture,
} from '../../../fixtures/builders/metaimage'
import { countingShorts } from '../../../fixtures/builders/nrrd'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const makeFolder = useTemporaryFolders()
const counting = Array.from({ length: 24 }, (_, index) => index)

function read(fixture: MetaImageFixture): ReturnType<typeof readMetaImage> {
  return readMetaImage(join(makeFolder({ 'a.mha': buildMetaImage(fixture) }), 'a.mha'))
}

function readDetached(
  header: MetaImageFixture,
  files: Readonly<Record<string, Uint8Array>>,
): ReturnType<typeof readMetaImage> {
  return readMetaImage(join(makeFolder({ 'a.mhd': buildMetaImageHeader(header), ...files }), 'a.mhd'))
}

describe('readMetaImage', () => {
  it('reads values with the first axis fastest as [k, j, i]', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const volume = await read({ lineEnd })
      expect(volume).toMatchObject({ kind: 'volume', dims: [4, 3, 2], spacingMm: [1, 1, 1] })
      expect([...volume.values]).toEqual(counting)
      expect(volume.notices).toBeUndefined()
    }
  })

  it('reads compressed values and both byte orders', async () => {
    expect([...(await read({ fields: { CompressedData: 'True' } })).values]).toEqual(counting)
    for (const name of ['BinaryDataByteOrderMSB', 'ElementByteOrderMSB']) {
      const fields = { BinaryDataByteOrderMSB: null, [name]: 'True' }
      expect([...(await read({ fields, values: countingShorts(false) })).values]).toEqual(counting)
    }
  })

  it('takes each three numbers of the matrix as the direction of one axis, in LPS', async () => {
    const fields = { TransformMatrix: '0 1 0 0 0 1 1 0 0', Offset: '-5 6 7.5', ElementSpacing: '2 3 4' }
    expect(await read({ fields })).toMatchObject({
      affineLps: [0, 0, 4, -5, 2, 0, 0, 6, 0, 3, 0, 7.5, 0, 0, 0, 1],
      spacingMm: [4, 3, 2],
    })
  })

  it('understands the older names of the same fields', async () => {
    const fields = { TransformMatrix: null, Offset: null, Rotation: '1 0 0 0 -1 0 0 0 1', Position: '1 2 3' }
    expect(await read({ fields })).toMatchObject({
      affineLps: [1, 0, 0, 1, 0, -1, 0, 2, 0, 0, 1, 3, 0, 0, 0, 1],
    })
  })

  it('says which geometry it assumes', async () => {
    const volume = await read({ fields: { ElementSpacing: null, TransformMatrix: null, Offset: null } })
    expect(volume).toMatchObject({
      spacingMm: [1, 1, 1],
      affineLps: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    })
    expect(volume.notices?.map(({ details }) => String(details.what).split(',')[0])).toEqual([
      'the spacing',
      'the directions of its axes',
      'the position of the first voxel',
    ])
  })

  it('reads two axes as an image', async () => {
    const fields = {
      NDims: '2',
      DimSize: '6 4',
      ElementSpacing: '1 1',
      Offset: '0 0',
      TransformMatrix: '1 0 0 1',
    }
    expect(await read({ fields })).toMatchObject({ kind: 'image', dims: [4, 6, 1], maxValue: 23 })
  })

  it('reads a file of values in the same folder, with a header of its own or none', async () => {
    const values = countingShorts()
    expect([...(await readDetached({ dataFile: 'a.raw' }, { 'a.raw': values })).values]).toEqual(counting)
    const padded = Buffer.concat([Buffer.from('12345'), values])
    for (const HeaderSize of ['5', '-1']) {
      const header = { dataFile: 'a.raw', fields: { HeaderSize } }
      expect([...(await readDetached(header, { 'a.raw': padded })).values]).toEqual(counting)
    }
    const zipped = { dataFile: 'a.zraw', fields: { CompressedData: 'True' } }
    expect([...(await readDetached(zipped, { 'a.zraw': deflateSync(values) })).values]).toEqual(counting)
  })

  it('follows no path out of the folder', async () => {
    for (const dataFile of ['../a.raw', '/etc/passwd', 'sub/a.raw']) {
      await expect(readDetached({ dataFile }, {})).rejects.toMatchObject({ code: 'image/outside-folder' })
    }
  })

  it.each<[string, MetaImageFixture]>([
    ['4 axes (2 x 3 x 4 x 1)', { fields: { NDims: '4', DimSize: '2 3 4 1' } }],
    ['3 channels per voxel', { fields: { ElementNumberOfChannels: '3' } }],
    ['values as text', { fields: { BinaryData: 'False' } }],
    ['values of type MET_LONG', { fields: { ElementType: 'MET_LONG' } }],
    ['values of an unknown type', { fields: { ElementType: 'MET_STRING' } }],
    ['values in several files', { dataFile: 'LIST' }],
    ['values in several files', { dataFile: 'a%03d.raw 1 4 1' }],
    ['distance units', { fields: { DistanceUnits: 'um' } }],
  ])('refuses %s by name', async (words, fixture) => {
    await expect(read(fixture)).rejects.toThrow(`a.mha: MetaImage with ${words}`)
  })

  it.each<[string, MetaImageFixture['fields']]>([
    ['DimSize disagree', { DimSize: '2 3' }],
    ['in which order the bytes', { BinaryDataByteOrderMSB: null }],
    ['ElementSpacing has not 3 numbers', { ElementSpacing: '1 1' }],
    ['do not place the voxels', { ElementSpacing: '1 1 0' }],
  ])('refuses a header in which %s', async (words, fields) => {
    await expect(read({ ...(fields === undefined ? {} : { fields }) })).rejects.toThrow(words)
  })

  it('checks sizes before anything is allocated, and that the file holds them', async () => {
    await expect(read({ fields: { DimSize: '99999 99999 9' } })).rejects.toMatchObject({
      code: 'image/too-large',
    })
    await expect(read({ values: countingShorts().subarray(0, 40) })).rejects.toMatchObject({
      code: 'image/size',
      details: { expectedBytes: 48, actualBytes: 40 },
    })
    const bomb = { fields: { CompressedData: 'True' }, values: new Uint8Array(2 ** 22) }
    await expect(read(bomb)).rejects.toThrow('do not inflate to the announced size')
    const folder = makeFolder({ 'a.mha': 'ObjectType = Image\nNDims = 3\n' })
    await expect(readMetaImage(join(folder, 'a.mha'))).rejects.toThrow('does not end with ElementDataFile')
  })
})
