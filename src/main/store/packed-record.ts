/** One record of outputs.bin: a head, the case id, the words as JSON, and the numbers as they are. */
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { fromBytes, packedOutputsSchema, putValues, takeValues, toBytes } from './packed-values'
import { headBytes, readHead, recordBytes, writeHead } from './record-head'
import { parseShape, skippedRecordSchema, toStoredCase, type RunRecord, type WrongShape } from './run-record'

const packedRecordSchema = z.discriminatedUnion('record', [
  z.object({ record: z.literal('case'), outputs: packedOutputsSchema }),
  skippedRecordSchema,
])

/** Packs a record; its numbers read back to the same bits. */
export function packRecord(record: RunRecord): Buffer {
  const taken = record.record === 'case' ? takeValues(record.outputs) : null
  const words = taken === null ? record : { record: 'case', outputs: taken.packed }
  const { bytes, valueSize } = toBytes(taken?.values ?? [])
  const id = Buffer.from(toStoredCase(record).caseId)
  const json = Buffer.from(JSON.stringify(words))
  const body = Buffer.concat([id, json, bytes])
  const sizes = { idBytes: id.length, wordBytes: json.length, valueBytes: bytes.length }
  return Buffer.concat([writeHead({ kind: record.record, valueSize, ...sizes, checksum: crc32(body) }), body])
}

/** Reads a record back; null for one that was cut off or changed. */
export function unpackRecord(bytes: Buffer): RunRecord | WrongShape | null {
  const head = readHead(bytes)
  if (head === null || recordBytes(head) !== bytes.length) return null
  if (crc32(bytes.subarray(headBytes)) !== head.checksum) return null
  const wordsAt = headBytes + head.idBytes
  const valuesAt = wordsAt + head.wordBytes
  const words = parseShape(bytes.toString('utf8', wordsAt, valuesAt), packedRecordSchema)
  if ('wrongKey' in words || words.record === 'skipped') return words
  const values = fromBytes(bytes.subarray(valuesAt), head.valueSize)
  const outputs = values === null ? null : putValues(words.outputs, values)
  return outputs === null ? { wrongKey: 'outputs' } : { record: 'case', outputs }
}
