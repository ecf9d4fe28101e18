/** The header of an NRRD file, checked. */
import { AppError } from '@shared/errors'
import { flatSpace, type RawVolume } from '../voxels/raw-volume'
import { voxelTypes, type VoxelType } from '../voxels/voxel-types'
import { parseNrrdFields, type NrrdFields } from './nrrd-fields'
import { flatNrrdSpacing, parseNrrdSpace } from './nrrd-space'

/** Every spelling that the format allows (NRRD file format, section 4, field "type"). */
const typeNames: readonly (readonly [VoxelType, readonly string[]])[] = [
  [voxelTypes.int8, ['signed char', 'int8', 'int8_t']],
  [voxelTypes.uint8, ['uchar', 'unsigned char', 'uint8', 'uint8_t']],
  [voxelTypes.int16, ['short', 'short int', 'signed short', 'signed short int', 'int16', 'int16_t']],
  [voxelTypes.uint16, ['ushort', 'unsigned short', 'unsigned short int', 'uint16', 'uint16_t']],
  [voxelTypes.int32, ['int', 'signed int', 'int32', 'int32_t']],
  [voxelTypes.uint32, ['uint', 'unsigned int', 'uint32', 'uint32_t']],
  [
    voxelTypes.int64,
    [
      'longlong',
      'long long',
      'long long int',
      'signed long long',
      'signed long long int',
      'int64',
      'int64_t',
    ],
  ],
  [voxelTypes.uint64, ['ulonglong', 'unsigned long long', 'unsigned long long int', 'uint64', 'uint64_t']],
  [voxelTypes.float32, ['float']],
  [voxelTypes.float64, ['double']],
]

/** Kinds of axes that are places; every other one holds channels, time points or gradients. */
const placeKinds = new Set(['domain', 'space', 'none', '???'])

/**
 * Reads an attached or detached NRRD header. Errors: image/damaged, image/volume-unsupported.
 * Source: NRRD file format (teem). Limits: two or three axes, encodings raw and gzip, one file of values.
 */
export function parseNrrdHeader(bytes: Uint8Array, file: string): RawVolume {
  const { fields, headerBytes } = parseNrrdFields(bytes, file)
  const sizes = axisSizes(fields, file)
  const isFlat = sizes.length === 2
  const type = valueType(fields, file)
  const valuesFile = fields.get('datafile') ?? null
  if (valuesFile !== null && (/^LIST\b/.test(valuesFile) || valuesFile.includes('%'))) {
    throw unsupported(file, 'values in several files')
  }
  const compressed = isCompressed(fields, file)
  const skipBytes = wholeNumber(fields, 'byteskip', file)
  if (skipBytes < -1 || (skipBytes === -1 && compressed)) throw damaged(file, `byte skip is ${skipBytes}`)
  const space = isFlat ? flatSpace(flatNrrdSpacing(fields)) : parseNrrdSpace(fields, file)
  const [i = 0, j = 0, k = 1] = sizes
  return {
    format: 'NRRD',
    dims: [i, j, k],
    isFlat,
    type,
    littleEndian: isLittleEndian(fields, type, file),
    compressed,
    valuesFile,
    dataOffset: skipBytes === -1 ? null : valuesFile === null ? headerBytes : 0,
    skipLines: Math.max(0, wholeNumber(fields, 'lineskip', file)),
    skipBytes: Math.max(0, skipBytes),
    ...space,
  }
}

function axisSizes(fields: NrrdFields['fields'], file: string): number[] {
  const dimension = Number(fields.get('dimension'))
  const sizes = (fields.get('sizes') ?? '').split(/\s+/).map(Number)
  if (sizes.length !== dimension || !sizes.every(Number.isSafeInteger)) {
    throw damaged(file, 'its dimension and its sizes disagree')
  }
  const odd = (fields.get('kinds') ?? '').toLowerCase().split(/\s+/)
  const unplaced = odd.find((kind) => kind !== '' && !placeKinds.has(kind))
  if (dimension < 2 || dimension > 3) throw unsupported(file, `${dimension} axes (${sizes.join(' x ')})`)
  if (unplaced !== undefined) throw unsupported(file, 'an axis of colours, vectors or time points')
  return sizes
}

function valueType(fields: NrrdFields['fields'], file: string): VoxelType {
  const written = (fields.get('type') ?? '').toLowerCase()
  const found = typeNames.find(([, names]) => names.includes(written))
  if (found !== undefined) return found[0]
  throw unsupported(file, 'values that are no known numbers (field type)')
}

function isCompressed(fields: NrrdFields['fields'], file: string): boolean {
  const encoding = (fields.get('encoding') ?? '').toLowerCase()
  if (encoding === 'raw') return false
  if (encoding === 'gzip' || encoding === 'gz') return true
  const known = ['txt', 'text', 'ascii', 'hex', 'bzip2', 'bz2'].includes(encoding)
  throw unsupported(file, known ? `the encoding ${encoding}` : 'an unknown encoding')
}

function isLittleEndian(fields: NrrdFields['fields'], type: VoxelType, file: string): boolean {
  const endian = fields.get('endian')?.toLowerCase()
  if (endian === 'little' || type.sizeBytes === 1) return true
  if (endian === 'big') return false
  throw damaged(file, 'it does not say in which order the bytes of a value lie')
}

function wholeNumber(fields: NrrdFields['fields'], name: string, file: string): number {
  const number = Number(fields.get(name) ?? 0)
  if (Number.isSafeInteger(number)) return number
  throw damaged(file, `${name} is no whole number`)
}

function unsupported(file: string, what: string): AppError {
  return new AppError('image/volume-unsupported', { file, format: 'NRRD', what })
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'NRRD', why })
}
