/** Walks outputs.bin from record to record, over damaged stretches to the next mark. */
import { crc32 } from 'node:zlib'
import type { FileWindow } from './file-window'
import type { Known, ScanDepth, Stretch } from './log-stretch'
import { headBytes, readHead, recordBytes, recordMark, type RecordHead } from './record-head'

const pieceBytes = 256 * 1024

/** Yields what stands behind what is known. */
export async function* scanPacked(
  window: FileWindow,
  known: Known,
  depth: ScanDepth,
): AsyncGenerator<Stretch, void> {
  let at = known.end
  while (at < window.size) {
    const bytes = await window.bytes(at, headBytes)
    const head = readHead(bytes)
    if (isCut(window, at, bytes, head)) {
      yield { found: 'cut' }
      return
    }
    if (head !== null && (depth === 'heads' || (await isIntact(window, at, head)))) {
      yield { found: 'record', entry: await toEntry(window, at, head) }
      at += recordBytes(head)
      continue
    }
    yield { found: 'damage', place: `byte ${at}` }
    at = await findMark(window, at + 1)
  }
}

async function toEntry(window: FileWindow, offset: number, head: RecordHead) {
  const id = await window.bytes(offset + headBytes, head.idBytes)
  return { caseId: id.toString('utf8'), kind: head.kind, offset, length: recordBytes(head) }
}

/** A record that goes on behind the end of the file, or the beginning of a head. */
function isCut({ size }: FileWindow, at: number, bytes: Buffer, head: RecordHead | null): boolean {
  if (head !== null) return at + recordBytes(head) > size
  const mark = bytes.subarray(0, recordMark.length)
  return bytes.length < headBytes && mark.equals(recordMark.subarray(0, mark.length))
}

async function isIntact(window: FileWindow, at: number, head: RecordHead): Promise<boolean> {
  const end = at + recordBytes(head)
  let checksum = 0
  for (let place = at + headBytes; place < end; place += pieceBytes)
    checksum = crc32(await window.bytes(place, Math.min(pieceBytes, end - place)), checksum)
  return checksum === head.checksum
}

/** Where the next mark begins; the end of the file when there is none. */
async function findMark(window: FileWindow, from: number): Promise<number> {
  for (let at = from; at < window.size; at += pieceBytes) {
    // A mark may begin in this piece and end in the next.
    const piece = await window.bytes(at, pieceBytes + recordMark.length - 1)
    const place = piece.indexOf(recordMark)
    if (place >= 0) return at + place
  }
  return window.size
}
