/** How large a graph is, counted in the bytes of its file before anything of it is unpacked. */
import { AppError } from '@shared/errors'

export interface ModelExtent {
  /** With those of sub-graphs and functions. */
  readonly nodeCount: number
  /** Graphs in graphs: 1 where no node has a sub-graph. */
  readonly levels: number
  /** Texts, lists and messages: each becomes an object. */
  readonly pieceCount: number
}

/** Loops that an exporter unrolled make some 100,000; these many are looked through in seconds. */
export const MAX_NODES = 300_000
/** Protobuf itself gives up at 100 messages in each other, of which a sub-graph takes three. */
export const MAX_LEVELS = 32
const MAX_PIECES = 8_000_000
/** Values that are fed and computed at the outside. */
export const MAX_VALUES = 4096

type Kind = 'model' | 'graph' | 'node' | 'attribute' | 'function' | 'training'

/** Field numbers of what holds nodes (onnx.proto). */
const inside: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  graph: { 1: 'node' },
  node: { 5: 'attribute' },
  attribute: { 6: 'graph', 11: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  training: { 1: 'graph', 2: 'graph' },
}

interface Open {
  readonly kind: Kind
  readonly end: number
  readonly level: number
}

/** Refuses a model that nobody could wait for. Errors: model/too-many-nodes, model/too-deep, model/too-many-pieces. */
export function checkExtent(bytes: Uint8Array, file: string, maxNodes = MAX_NODES): void {
  const { nodeCount, levels, pieceCount } = modelExtent(bytes)
  if (nodeCount > maxNodes) throw new AppError('model/too-many-nodes', { file, nodeCount, limit: maxNodes })
  if (levels > MAX_LEVELS) throw new AppError('model/too-deep', { file, levels, limit: MAX_LEVELS })
  if (pieceCount > MAX_PIECES)
    throw new AppError('model/too-many-pieces', { file, pieceCount, limit: MAX_PIECES })
}

/** Goes through the fields without a call per level. Bytes that are no protobuf end the count; the parser says so. */
export function modelExtent(bytes: Uint8Array): ModelExtent {
  let [nodeCount, levels, pieceCount] = [0, 0, 0]
  const open: Open[] = [{ kind: 'model', end: bytes.length, level: 0 }]
  let at = 0
  for (let message = open.at(-1); message !== undefined; message = open.at(-1)) {
    if (at >= message.end) {
      open.pop()
      continue
    }
    const field = fieldAt(bytes, at)
    if (field === null || field.end > message.end) break
    at = field.end
    if (!field.isPiece) continue
    pieceCount += 1
    const kind = inside[message.kind][field.number]
    if (kind === undefined) continue
    const level = message.level + (kind === 'graph' ? 1 : 0)
    if (kind === 'node') nodeCount += 1
    levels = Math.max(levels, level)
    // Deeper is refused anyway: its fields need no look.
    if (level > MAX_LEVELS) continue
    open.push({ kind, end: field.end, level })
    at = field.start
  }
  return { nodeCount, levels, pieceCount }
}

interface Field {
  readonly number: number
  /** Where its content begins and ends. */
  readonly start: number
  readonly end: number
  readonly isPiece: boolean
}

/** Wire types of protobuf: 0 varint, 1 eight bytes, 2 length and content, 5 four bytes; null for others and what breaks off. */
function fieldAt(bytes: Uint8Array, at: number): Field | null {
  const tag = varintAt(bytes, at)
  if (tag === null) return null
  const number = Math.floor(tag.value / 8)
  const start = tag.end
  switch (tag.value % 8) {
    case 0:
      return { number, start, end: varintAt(bytes, start)?.end ?? Infinity, isPiece: false }
    case 1:
      return { number, start, end: start + 8, isPiece: false }
    case 2: {
      const length = varintAt(bytes, start)
      if (length === null) return null
      return { number, start: length.end, end: length.end + length.value, isPiece: true }
    }
    case 5:
      return { number, start, end: start + 4, isPiece: false }
    default:
      return null
  }
}

/** Seven bits a byte, the lowest first; at most ten bytes. */
function varintAt(bytes: Uint8Array, at: number): { value: number; end: number } | null {
  let value = 0
  for (let place = 0; place < 10; place += 1) {
    const byte = bytes[at + place]
    if (byte === undefined) return null
    value += (byte % 128) * 128 ** place
    if (byte < 128) return { value, end: at + place + 1 }
  }
  return null
}
