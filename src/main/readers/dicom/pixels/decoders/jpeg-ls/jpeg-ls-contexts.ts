/** What a scan of JPEG-LS has learnt so far of errors like the next one. */
import type { BitReader } from './jpeg-ls-bits'
import type { JpegLsCoding } from './jpeg-ls-coding'

/** Sums and counts of one context; names as in T.87 in brackets. */
interface Context {
  /** Sum of sizes (A). */
  sizes: number
  /** Bias (B). */
  bias: number
  /** Correction of the prediction (C). */
  correction: number
  /** Samples (N). */
  count: number
  /** Negative errors of an interrupted run (Nn). */
  negatives: number
}

export interface Contexts {
  /** What to add to a prediction in the direction of the context. */
  readonly correction: (context: number) => number
  /** Reads the error of a sample. Errors: RangeError behind the end. */
  readonly error: (context: number) => number
  /** Reads the error of the sample that interrupts a run; `kind` 1 where the neighbours are alike (RItype), `used` bits went to the run. */
  readonly interruption: (kind: 0 | 1, used: number) => number
}

const INTERRUPTIONS = 365
const LARGEST_CORRECTION = 127

/** Makes the contexts of a scan, as they are at its beginning. Source: ITU-T T.87, A.2.1, A.5, A.6 and A.7. */
export function createContexts(coding: JpegLsCoding, reader: BitReader): Contexts {
  const sizes = Math.max(2, Math.floor((coding.range + 32) / 64))
  const fresh = (): Context => ({ sizes, bias: 0, correction: 0, count: 1, negatives: 0 })
  const contexts = Array.from({ length: INTERRUPTIONS + 2 }, fresh)
  const at = (context: number): Context => contexts[context] ?? fresh()
  return {
    correction: (context) => at(context).correction,
    error: (context) => readError(at(context), coding, reader),
    interruption: (kind, used) => readInterruption(at(INTERRUPTIONS + kind), kind, coding, reader, used),
  }
}

function readError(context: Context, coding: JpegLsCoding, reader: BitReader): number {
  const k = golombBits(context.count, context.sizes)
  const mapped = readGolomb(reader, k, coding.limit, coding.errorBits)
  const isTurned = coding.near === 0 && k === 0 && 2 * context.bias <= -context.count
  const half = mapped >> 1
  // Errors are mapped to 0, -1, 1, -2 ...; where the bias says so, to -1, 0, -2, 1 ...
  const isNegative = isTurned ? mapped % 2 === 0 : mapped % 2 === 1
  const error = isNegative ? -half - 1 : half
  learn(context, error, coding)
  return error
}

function learn(context: Context, error: number, { near, reset }: JpegLsCoding): void {
  context.bias += error * (2 * near + 1)
  context.sizes += Math.abs(error)
  if (context.count === reset) {
    context.sizes >>= 1
    context.bias >>= 1
    context.count >>= 1
  }
  context.count += 1
  if (context.bias <= -context.count) {
    context.bias = Math.max(context.bias + context.count, 1 - context.count)
    context.correction = Math.max(context.correction - 1, -LARGEST_CORRECTION - 1)
  } else if (context.bias > 0) {
    context.bias = Math.min(context.bias - context.count, 0)
    context.correction = Math.min(context.correction + 1, LARGEST_CORRECTION)
  }
}

function readInterruption(
  context: Context,
  kind: 0 | 1,
  { limit, errorBits, reset }: JpegLsCoding,
  reader: BitReader,
  used: number,
): number {
  const k = golombBits(context.count, context.sizes + (kind === 1 ? context.count >> 1 : 0))
  const mapped = readGolomb(reader, k, limit - used - 1, errorBits)
  const map = (mapped + kind) % 2
  const size = (mapped + kind + map) / 2
  const isOften = 2 * context.negatives >= context.count
  // Without remainder bits, the rarer sign has the mark; with them, the negative one (A.7.2.2).
  const isNegative = k === 0 && !isOften ? map === 0 : map === 1
  const error = isNegative ? -size : size
  if (error < 0) context.negatives += 1
  context.sizes += (mapped + 1 - kind) >> 1
  if (context.count === reset) {
    context.sizes >>= 1
    context.count >>= 1
    context.negatives >>= 1
  }
  context.count += 1
  return error
}

function golombBits(count: number, sizes: number): number {
  let k = 0
  while (count * 2 ** k < sizes) k += 1
  return k
}

/** A number of `k` bits behind as many zeros as the rest of it counts; the longest code has the number itself (A.5.3). */
function readGolomb(reader: BitReader, k: number, limit: number, errorBits: number): number {
  const high = reader.zeros()
  if (high < limit - errorBits - 1) return high * 2 ** k + reader.bits(k)
  return reader.bits(errorBits) + 1
}
