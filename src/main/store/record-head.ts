/** The head of a packed record: 32 bytes, then case id, words and values. docs/run-format.md has the table. */
import { crc32 } from 'node:zlib'

export const headBytes = 32

/** Begins every record, so that the next one is found behind a damaged stretch. No UTF-8 has its first byte there. */
export const recordMark = Buffer.from('8f4d4c434153450a', 'hex')

const kinds = { case: 1, skipped: 2 } as const

export interface RecordHead {
  readonly kind: keyof typeof kinds
  /** Bytes of one value: 4 where all values of the record are float32 values, else 8. */
  readonly valueSize: 4 | 8
  readonly idBytes: number
  readonly wordBytes: number
  readonly valueBytes: number
  /** CRC-32 of all that follows the head. */
  readonly checksum: number
}

/** Bytes of the record with its head. */
export function recordBytes({ idBytes, wordBytes, valueBytes }: RecordHead): number {
  return headBytes + idBytes + wordBytes + valueBytes
}

export function writeHead(head: RecordHead): Buffer {
  const bytes = Buffer.alloc(headBytes)
  recordMark.copy(bytes)
  bytes.writeUInt8(kinds[head.kind], 8)
  bytes.writeUInt8(head.valueSize, 9)
  bytes.writeUInt16LE(head.idBytes, 10)
  bytes.writeUInt32LE(head.wordBytes, 12)
  bytes.writeUInt32LE(head.valueBytes, 16)
  bytes.writeUInt32LE(head.checksum, 20)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 28)), 28)
  return bytes
}

/** Null for bytes that are no head, or a damaged one. */
export function readHead(bytes: Buffer): RecordHead | null {
  if (bytes.length < headBytes || !bytes.subarray(0, recordMark.length).equals(recordMark)) return null
  if (bytes.readUInt32LE(28) !== crc32(bytes.subarray(0, 28))) return null
  const kind = bytes.readUInt8(8) === kinds.case ? 'case' : 'skipped'
  return {
    kind,
    valueSize: bytes.readUInt8(9) === 4 ? 4 : 8,
    idBytes: bytes.readUInt16LE(10),
    wordBytes: bytes.readUInt32LE(12),
    valueBytes: bytes.readUInt32LE(16),
    checksum: bytes.readUInt32LE(20),
  }
}
