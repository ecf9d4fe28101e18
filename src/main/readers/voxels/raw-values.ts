/** The bytes that a header of NRRD or MetaImage speaks of. */
import { unzip } from 'node:zlib'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '@shared/errors'
import { readBytes } from '../../files/read-bytes'
import { pathBeside } from '../path-beside'
import type { RawVolume } from './raw-volume'

const unzipAsync = promisify(unzip)

/**
 * Fetches exactly the bytes of the values, from behind the header or from the named file in the same folder.
 * Errors: image/outside-folder, image/size, image/damaged, and those of `readBytes` for the second file.
 */
export async function rawValues(raw: RawVolume, headerFile: Uint8Array, path: string): Promise<Uint8Array> {
  const file = basename(path)
  const source = raw.valuesFile === null ? headerFile : await readBeside(raw.valuesFile, raw, path)
  const stored = source.subarray(firstByte(raw, source))
  const expectedBytes = raw.dims.reduce((product, size) => product * size, raw.type.sizeBytes)
  const plain = raw.compressed ? await inflate(stored, raw.skipBytes + expectedBytes, raw, file) : stored
  const start = raw.dataOffset === null ? Math.max(0, plain.length - expectedBytes) : raw.skipBytes
  const actualBytes = Math.max(0, plain.length - start)
  if (actualBytes < expectedBytes) {
    throw new AppError('image/size', { file, format: raw.format, expectedBytes, actualBytes })
  }
  return plain.subarray(start, start + expectedBytes)
}

async function readBeside(name: string, { format }: RawVolume, path: string): Promise<Uint8Array> {
  const beside = await pathBeside(name, path)
  if (beside !== null) return readBytes(beside)
  throw new AppError('image/outside-folder', { file: basename(path), format })
}

function firstByte(raw: RawVolume, source: Uint8Array): number {
  let offset = raw.dataOffset ?? 0
  for (let line = 0; line < raw.skipLines; line++) {
    const end = source.indexOf(0x0a, offset)
    if (end < 0) return source.length
    offset = end + 1
  }
  return offset
}

async function inflate(
  stored: Uint8Array,
  expectedBytes: number,
  { format }: RawVolume,
  file: string,
): Promise<Uint8Array> {
  try {
    return await unzipAsync(stored, { maxOutputLength: expectedBytes + 65_536 })
  } catch (cause) {
    const why = 'its values do not inflate to the announced size'
    throw new AppError('image/damaged', { file, format, why }, { cause })
  }
}
