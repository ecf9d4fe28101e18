/** The header of a MetaImage, checked. */
import { AppError } from '@shared/errors'
import { flatSpace, type RawVolume } from '../voxels/raw-volume'
import { voxelTypes, type VoxelType } from '../voxels/voxel-types'
import { parseMetaImageFields, type MetaImageFields } from './metaimage-fields'
import { flatMetaImageSpacing, parseMetaImageSpace } from './metaimage-space'

type Fields = MetaImageFields['fields']

/** MET_LONG and MET_ULONG are absent: they have 4 bytes in the documentation and 8 in files of some writers. */
const types: Readonly<Record<string, VoxelType>> = {
  MET_CHAR: voxelTypes.int8,
  MET_UCHAR: voxelTypes.uint8,
  MET_SHORT: voxelTypes.int16,
  MET_USHORT: voxelTypes.uint16,
  MET_INT: voxelTypes.int32,
  MET_UINT: voxelTypes.uint32,
  MET_LONG_LONG: voxelTypes.int64,
  MET_ULONG_LONG: voxelTypes.uint64,
  MET_FLOAT: voxelTypes.float32,
  MET_DOUBLE: voxelTypes.float64,
}

/**
 * Reads the header of `.mha` or `.mhd`. Errors: image/damaged, image/volume-unsupported.
 * Source: ITK, MetaIO documentation. Limits: two or three axes, one channel, binary values, raw or zlib, one file of values.
 */
export function parseMetaImageHeader(bytes: Uint8Array, file: string): RawVolume {
  const { fields, headerBytes } = parseMetaImageFields(bytes, file)
  const sizes = axisSizes(fields, file)
  checkCoding(fields, file)
  const type = valueType(fields, file)
  const dataFile = fields.get('ElementDataFile') ?? ''
  const valuesFile = /^LOCAL$/i.test(dataFile) ? null : dataFile
  if (/^LIST\b/.test(dataFile) || dataFile.includes('%')) {
    throw unsupported(file, 'values in several files')
  }
  const headerSize = Number(fields.get('HeaderSize') ?? 0)
  if (!Number.isSafeInteger(headerSize) || headerSize < -1) throw damaged(file, 'HeaderSize is no size')
  const isFlat = sizes.length === 2
  const [i = 0, j = 0, k = 1] = sizes
  return {
    format: 'MetaImage',
    dims: [i, j, k],
    isFlat,
    type,
    littleEndian: isLittleEndian(fields, type, file),
    compressed: isTrue(fields, 'CompressedData'),
    valuesFile,
    dataOffset: headerSize === -1 ? null : valuesFile === null ? headerBytes : headerSize,
    skipLines: 0,
    skipBytes: 0,
    ...(isFlat ? flatSpace(flatMetaImageSpacing(fields)) : parseMetaImageSpace(fields, file)),
  }
}

function axisSizes(fields: Fields, file: string): number[] {
  const dimension = Number(fields.get('NDims'))
  const sizes = (fields.get('DimSize') ?? '').split(/\s+/).map(Number)
  if (sizes.length !== dimension || !sizes.every(Number.isSafeInteger)) {
    throw damaged(file, 'NDims and DimSize disagree')
  }
  if (dimension === 2 || dimension === 3) return sizes
  throw unsupported(file, `${dimension} axes (${sizes.join(' x ')})`)
}

function checkCoding(fields: Fields, file: string): void {
  if (fields.has('BinaryData') && !isTrue(fields, 'BinaryData')) throw unsupported(file, 'values as text')
  const channels = Number(fields.get('ElementNumberOfChannels') ?? 1)
  if (channels !== 1) throw unsupported(file, `${channels} channels per voxel`)
  if (isTrue(fields, 'CompressedData') && fields.get('HeaderSize') === '-1') {
    throw damaged(file, 'compressed values cannot be found from the end of a file')
  }
}

function valueType(fields: Fields, file: string): VoxelType {
  const written = fields.get('ElementType') ?? ''
  const type = Object.hasOwn(types, written) ? types[written] : undefined
  if (type !== undefined) return type
  const ambiguous = written === 'MET_LONG' || written === 'MET_ULONG'
  throw unsupported(
    file,
    ambiguous ? `values of type ${written}, whose size is not settled` : 'values of an unknown type',
  )
}

function isLittleEndian(fields: Fields, type: VoxelType, file: string): boolean {
  const name = ['BinaryDataByteOrderMSB', 'ElementByteOrderMSB'].find((one) => fields.has(one))
  if (name !== undefined) return !isTrue(fields, name)
  if (type.sizeBytes === 1) return true
  throw damaged(file, 'it does not say in which order the bytes of a value lie')
}

function isTrue(fields: Fields, name: string): boolean {
  return /^(true|t|1|yes|y)$/i.test(fields.get(name) ?? '')
}

function unsupported(file: string, what: string): AppError {
  return new AppError('image/volume-unsupported', { file, format: 'MetaImage', what })
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'MetaImage', why })
}
