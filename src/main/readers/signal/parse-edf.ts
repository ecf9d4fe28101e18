/** EDF bytes -> SignalValue. */
import { AppError } from '@shared/errors'
import type { SignalValue } from '../source-value'
import { chooseLeads } from './choose-leads'
import { parseEdfHeader, type EdfHeader, type EdfSignal } from './edf-header'
import { fillScaled } from './fill-scaled'
import type { Lead } from './lead'
import { toSignal } from './to-signal'

const SAMPLE_BYTES = 2

/**
 * Reads EDF and EDF+C of 16 bits; annotations are no lead. Errors: image/damaged, image/size, signal/unsupported, signal/different-rates,
 * and those of chooseLeads and toSignal. Limits: leads of one rate; EDF has no sign for a sample that is not there.
 */
export function parseEdf(bytes: Uint8Array, file: string, leads: readonly string[] | null): SignalValue {
  const header = parseEdfHeader(bytes, file)
  const { headerBytes, recordCount, recordLength, recordSeconds, signals } = header
  const chosen = chooseLeads(file, signals, leads)
  const [first] = chosen
  if (first === undefined) throw damaged(file, 'it has no signals but annotations')
  if (!(recordSeconds > 0)) throw damaged(file, 'its data records have no duration')
  checkRates(file, chosen, recordSeconds)
  const expectedBytes = headerBytes + recordCount * recordLength * SAMPLE_BYTES
  const actualBytes = bytes.length
  if (actualBytes < expectedBytes) {
    throw new AppError('image/size', { file, format: 'EDF', expectedBytes, actualBytes })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + headerBytes, actualBytes - headerBytes)
  return toSignal({
    file,
    format: 'EDF',
    leads: chosen.map((signal) => toLead(signal, header, view, file)),
    sampleCount: recordCount * first.perRecord,
    rateHz: first.perRecord / recordSeconds,
  })
}

function checkRates(file: string, signals: readonly EdfSignal[], recordSeconds: number): void {
  const perRecords = [...new Set(signals.map(({ perRecord }) => perRecord))]
  if (perRecords.length < 2) return
  const rates = perRecords.map((perRecord) => {
    const some = signals.filter((signal) => signal.perRecord === perRecord)
    const names = some.slice(0, 3).map(({ name }) => name)
    const rest = some.length > names.length ? ` and ${some.length - names.length} more` : ''
    return `${Number((perRecord / recordSeconds).toPrecision(6))} Hz (${names.join(', ')}${rest})`
  })
  throw new AppError('signal/different-rates', { file, rates: rates.join('; ') })
}

function toLead(signal: EdfSignal, { recordLength }: EdfHeader, view: DataView, file: string): Lead {
  const { name, unit, physicalMin, physicalMax, digitalMin, digitalMax, perRecord, start } = signal
  if (digitalMin >= digitalMax || physicalMin === physicalMax) {
    throw damaged(file, `the limits of the signal ${name} span nothing`)
  }
  const unitsPerStep = (physicalMax - physicalMin) / (digitalMax - digitalMin)
  const storedAt = (index: number): number => {
    const record = Math.floor(index / perRecord)
    const sample = record * recordLength + start + (index - record * perRecord)
    return view.getInt16(SAMPLE_BYTES * sample, true)
  }
  const toValue = (stored: number): number => (stored - digitalMin) * unitsPerStep + physicalMin
  return {
    name,
    unit,
    fill: (into) => {
      fillScaled(into, { file, name, storedAt, toValue, missing: null })
    },
  }
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'EDF', why })
}
