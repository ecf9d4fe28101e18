/** The parts of a zip archive, with every size checked before anything is unpacked. */
import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  /** Bytes after unpacking, as the directory of the archive says; unpacking more than that fails. */
  readonly sizeBytes: number
  /** Unpacks the part; throws a plain Error for damaged bytes, other methods than deflate, and encryption. */
  readonly unpack: () => Buffer
}

const directorySignature = 0x02014b50
const endSignature = 0x06054b50
const fileSignature = 0x04034b50
const endBytes = 22
const longestComment = 0xffff

/**
 * Lists the parts of an archive from its central directory (APPNOTE 4.3.12); what comes twice, the first one counts. Throws a plain
 * Error for what is no zip, is damaged or needs zip64 (from 4 GiB).
 */
export function zipEntries(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(archive)
  const entryCount = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  const entries = new Map<string, ZipEntry>()
  for (let index = 0; index < entryCount; index += 1) {
    if (archive.readUInt32LE(at) !== directorySignature) throw new Error('no entry of the directory')
    const nameLength = archive.readUInt16LE(at + 28)
    const entry = toEntry(archive, at, nameLength)
    if (!entries.has(entry.name)) entries.set(entry.name, entry)
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

function findEnd(archive: Buffer): number {
  const last = archive.length - endBytes
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (archive.readUInt32LE(at) === endSignature) return at
  }
  throw new Error('no directory')
}

function toEntry(archive: Buffer, at: number, nameLength: number): ZipEntry {
  const sizeBytes = archive.readUInt32LE(at + 24)
  return {
    name: archive.toString('utf8', at + 46, at + 46 + nameLength),
    sizeBytes,
    unpack: () => unpack(archive, at, sizeBytes),
  }
}

function unpack(archive: Buffer, at: number, sizeBytes: number): Buffer {
  const isEncrypted = archive.readUInt16LE(at + 8) % 2 === 1
  const method = archive.readUInt16LE(at + 10)
  const start = archive.readUInt32LE(at + 42)
  if (isEncrypted || archive.readUInt32LE(start) !== fileSignature) throw new Error('no readable part')
  const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
  const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20))
  const content = method === 8 ? inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) }) : packed
  const isWhole = content.length === sizeBytes && crc32(content) === archive.readUInt32LE(at + 16)
  if ((method !== 0 && method !== 8) || !isWhole) throw new Error('a damaged part')
  return content
}
