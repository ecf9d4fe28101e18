/** One line of outputs.jsonl, the log of runs of format 1: a checksum, a space, a JSON record. */
import { crc32 } from 'node:zlib'
import { parseShape, runRecordSchema, type RunRecord, type WrongShape } from './run-record'

/** Writes a record as one line with its line feed; the checksum is the CRC-32 of the JSON bytes, eight hex digits. */
export function toRecordLine(record: RunRecord): string {
  const json = JSON.stringify(record)
  return `${checksum(Buffer.from(json))} ${json}\n`
}

/** Reads a line back, with its line feed; null for a line that was cut off or changed. */
export function parseRecordLine(line: Buffer): RunRecord | WrongShape | null {
  const json = line.subarray(9, -1)
  if (line.at(8) !== 0x20 || line.at(-1) !== 0x0a || checksum(json) !== line.toString('latin1', 0, 8))
    return null
  return parseShape(json.toString('utf8'), runRecordSchema)
}

function checksum(json: Buffer): string {
  return crc32(json).toString(16).padStart(8, '0')
}
