/** Walks outputs.jsonl from line to line; no more of it than one line is in memory. */
import type { FileWindow } from './file-window'
import type { Known, LogEntry, ScanDepth, Stretch } from './log-stretch'
import { parseJson } from './parse-record'
import { parseRecordLine } from './record-line'
import { toStoredCase, type WrongShape } from './run-record'

const lineFeed = 0x0a
const pieceBytes = 256 * 1024
/** The beginning of a line tells its case; no case id is longer. */
const beginBytes = 4096
const begin = /^[0-9a-f]{8} \{"record":"(case|skipped)",(?:"outputs":\{)?"caseId":("(?:[^"\\]|\\.)*")/

/** Yields what stands behind what is known. */
export async function* scanLines(
  window: FileWindow,
  known: Known,
  depth: ScanDepth,
): AsyncGenerator<Stretch, void> {
  let number = known.count + 1
  for (let at = known.end; at < window.size; number += 1) {
    const next = await findLineEnd(window, at)
    if (next === null) {
      yield { found: 'cut' }
      return
    }
    const place = `line ${number}`
    const line = await (depth === 'heads' ? beginOf : wholeOf)(window, at, next - at)
    if (line === null) yield { found: 'damage', place }
    else if ('wrongKey' in line) yield { found: 'wrong shape', place, ...line }
    else yield { found: 'record', entry: line }
    at = next
  }
}

/** Where the next line begins; null when the last one has no end. */
async function findLineEnd(window: FileWindow, from: number): Promise<number | null> {
  for (let at = from; at < window.size; at += pieceBytes) {
    const place = (await window.bytes(at, pieceBytes)).indexOf(lineFeed)
    if (place >= 0) return at + place + 1
  }
  return null
}

async function beginOf(window: FileWindow, offset: number, length: number): Promise<LogEntry | null> {
  const text = (await window.bytes(offset, Math.min(length, beginBytes))).toString('utf8')
  const [, kind, id] = begin.exec(text) ?? []
  const caseId = parseJson(id ?? '')
  if (typeof caseId !== 'string') return null
  return { caseId, kind: kind === 'case' ? 'case' : 'skipped', offset, length }
}

async function wholeOf(
  window: FileWindow,
  offset: number,
  length: number,
): Promise<LogEntry | WrongShape | null> {
  const record = parseRecordLine(await window.bytes(offset, length))
  if (record === null || 'wrongKey' in record) return record
  return { caseId: toStoredCase(record).caseId, kind: record.record, offset, length }
}
