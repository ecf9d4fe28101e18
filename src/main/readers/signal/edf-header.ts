/** The header of an EDF file: 256 bytes about the recording, 256 about each of its signals, all of it text. */
import { AppError } from '@shared/errors'

export interface EdfSignal {
  readonly name: string
  readonly unit: string
  readonly physicalMin: number
  readonly physicalMax: number
  readonly digitalMin: number
  readonly digitalMax: number
  /** Samples in each data record. */
  readonly perRecord: number
  /** Where its samples begin in a data record, in samples. */
  readonly start: number
}

export interface EdfHeader {
  readonly headerBytes: number
  readonly recordCount: number
  readonly recordSeconds: number
  /** Samples of all signals in each data record. */
  readonly recordLength: number
  /** Without annotations. */
  readonly signals: readonly EdfSignal[]
}

const BLOCK_BYTES = 256
/** Widths of the fields about a signal; each field stands for all signals before the next one begins. */
const widths = { name: 16, transducer: 80, unit: 8, pmin: 8, pmax: 8, dmin: 8, dmax: 8, filter: 80, count: 8 }
type FieldName = keyof typeof widths
const ANNOTATIONS = 'EDF Annotations'

/**
 * Reads the header. Errors: image/damaged, signal/unsupported for EDF+D, whose records do not follow each other in time.
 * Source: Kemp et al. 1992 (EDF), Kemp and Olivan 2003 (EDF+).
 */
export function parseEdfHeader(bytes: Uint8Array, file: string): EdfHeader {
  if (bytes.length < BLOCK_BYTES) throw damaged(file, 'it ends inside its header')
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const field = (offset: number, width: number): string =>
    text.toString('latin1', offset, offset + width).trim()
  const signalCount = wholeNumber(field(252, 4), 'its number of signals', file)
  const headerBytes = BLOCK_BYTES * (signalCount + 1)
  if (signalCount < 1) throw damaged(file, 'it announces no signals')
  if (wholeNumber(field(184, 8), 'the length of its header', file) !== headerBytes) {
    throw damaged(file, `its header is not as long as ${signalCount} signals need`)
  }
  if (bytes.length < headerBytes) throw damaged(file, 'it ends inside its header')
  if (field(192, 5) === 'EDF+D') {
    const what = 'gaps between its data records (EDF+D)'
    throw new AppError('signal/unsupported', { file, format: 'EDF', what })
  }
  const recordCount = wholeNumber(field(236, 8), 'its number of data records', file)
  if (recordCount < 0)
    throw damaged(file, 'its recording was not ended: it does not say how many data records it has')
  const all = parseSignals(field, signalCount, file)
  return {
    headerBytes,
    recordCount,
    recordSeconds: decimal(field(244, 8), 'the duration of a data record', file),
    recordLength: all.reduce((sum, { perRecord }) => sum + perRecord, 0),
    signals: all.filter(({ name }) => name !== ANNOTATIONS),
  }
}

function parseSignals(
  field: (offset: number, width: number) => string,
  signalCount: number,
  file: string,
): readonly EdfSignal[] {
  const starts = fieldStarts(signalCount)
  let start = 0
  return Array.from({ length: signalCount }, (_, index) => {
    const read = (name: FieldName): string => field(starts[name] + index * widths[name], widths[name])
    const where = `of signal ${index + 1}`
    const signal = {
      name: read('name'),
      unit: read('unit'),
      physicalMin: decimal(read('pmin'), `the physical minimum ${where}`, file),
      physicalMax: decimal(read('pmax'), `the physical maximum ${where}`, file),
      digitalMin: wholeNumber(read('dmin'), `the digital minimum ${where}`, file),
      digitalMax: wholeNumber(read('dmax'), `the digital maximum ${where}`, file),
      perRecord: wholeNumber(read('count'), `the number of samples ${where}`, file),
      start,
    }
    if (signal.perRecord < 0) throw damaged(file, `the number of samples ${where} is below 0`)
    start += signal.perRecord
    return signal
  })
}

function fieldStarts(signalCount: number): Readonly<Record<FieldName, number>> {
  const starts = { ...widths }
  let offset = BLOCK_BYTES
  for (const name of Object.keys(widths) as FieldName[]) {
    starts[name] = offset
    offset += widths[name] * signalCount
  }
  return starts
}

function wholeNumber(written: string, what: string, file: string): number {
  if (/^[+-]?\d+$/.test(written)) return Number(written)
  throw damaged(file, `${what} is no whole number`)
}

function decimal(written: string, what: string, file: string): number {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN
  if (Number.isFinite(number)) return number
  throw damaged(file, `${what} is no number`)
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'EDF', why })
}
