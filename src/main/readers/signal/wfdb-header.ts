/** The header of a WFDB record: one line about the record, one about each of its signals. */
import { AppError } from '@shared/errors'
import { isWfdbFormat, type WfdbFormat } from './wfdb-samples'

export interface WfdbSignal {
  readonly samplesFile: string
  readonly format: WfdbFormat
  /** Where the samples of the file begin. */
  readonly offsetBytes: number
  readonly name: string
  readonly unit: string
  /** Stored steps per unit. */
  readonly gain: number
  /** The stored number of 0 units. */
  readonly baseline: number
  readonly firstStored: number | null
  readonly checksum: number | null
}

export interface WfdbHeader {
  readonly rateHz: number | null
  /** Null where the header leaves it to the length of the files. */
  readonly sampleCount: number | null
  readonly signals: readonly WfdbSignal[]
}

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`
const recordLine = new RegExp(
  String.raw`^([^\s/]+)(\/\d+)?\s+(\d{1,9})(?:\s+(${number})(?:\/\S+)?(?:\s+(\d{1,15})(?:\s.*)?)?)?$`,
)
const signalLine = new RegExp(
  String.raw`^(\S+)\s+(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d{1,15}))?` +
    String.raw`(?:\s+(${number})(?:\(([+-]?\d{1,15})\))?(?:\/(\S+))?(?:\s+(\d+)(?:\s+([+-]?\d{1,15})` +
    String.raw`(?:\s+([+-]?\d{1,15})(?:\s+([+-]?\d{1,15})(?:\s+\d+(?:\s+(.*))?)?)?)?)?)?)?$`,
)

/**
 * Reads a header. Errors: image/damaged, signal/unsupported. Source: WFDB Applications Guide, header(5).
 * Limits: one segment, formats 16 and 212, one sample per frame, no skew; a rate that is not written is unknown, not 250 Hz, and a gain
 * that is not written is refused, because such a signal is not calibrated.
 */
export function parseWfdbHeader(text: string, file: string): WfdbHeader {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const found = recordLine.exec(lines[0] ?? '')
  if (found === null) throw damaged(file, 'its first line describes no record')
  const [, , segments, signalCount, rate, samples] = found
  if (segments !== undefined) throw unsupported(file, 'several segments')
  const written = lines.slice(1)
  if (Number(signalCount) === 0) throw damaged(file, 'it announces no signals')
  if (written.length !== Number(signalCount)) {
    throw damaged(file, `it announces ${Number(signalCount)} signals and describes ${written.length}`)
  }
  const rateHz = rate === undefined ? null : Number(rate)
  if (rateHz !== null && !(rateHz > 0 && Number.isFinite(rateHz)))
    throw damaged(file, `its rate is ${rateHz}`)
  const sampleCount = samples === undefined || Number(samples) === 0 ? null : Number(samples)
  return { rateHz, sampleCount, signals: written.map((line, index) => parseSignal(line, index, file)) }
}

function parseSignal(line: string, index: number, file: string): WfdbSignal {
  const found = signalLine.exec(line)
  if (found === null) throw damaged(file, `its line of signal ${index + 1} is not understood`)
  const [, samplesFile = '', format, perFrame, skew, offset, gain, baseline, unit, , zero, ...others] = found
  const [firstStored, checksum, name] = others
  if (!isWfdbFormat(format)) throw unsupported(file, `samples of format ${format ?? ''}`)
  if (Number(perFrame ?? 1) !== 1) throw unsupported(file, 'several samples per frame')
  if (Number(skew ?? 0) !== 0) throw unsupported(file, 'signals that are skewed in time')
  const stepsPerUnit = Number(gain ?? 0)
  if (stepsPerUnit === 0) throw unsupported(file, 'a signal without gain (not calibrated)')
  if (!Number.isFinite(stepsPerUnit)) throw damaged(file, `the gain of signal ${index + 1} is no number`)
  return {
    samplesFile,
    format,
    offsetBytes: Number(offset ?? 0),
    name: name ?? `signal ${index}`,
    // The unit is mV where none is written (header(5)).
    unit: unit ?? 'mV',
    gain: stepsPerUnit,
    baseline: Number(baseline ?? zero ?? 0),
    firstStored: firstStored === undefined ? null : Number(firstStored),
    checksum: checksum === undefined ? null : Number(checksum),
  }
}

function unsupported(file: string, what: string): AppError {
  return new AppError('signal/unsupported', { file, format: 'WFDB', what })
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'WFDB', why })
}
