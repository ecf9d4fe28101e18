/** The chosen leads of a recording -> SignalValue. */
import { AppError, type ErrorData } from '@shared/errors'
import { checkedCount } from '../limits'
import type { SignalValue } from '../source-value'
import type { Recording } from './lead'

/**
 * Reads the samples of every lead. Errors: image/empty, image/too-large, image/damaged for a value that float32 does not hold, and those
 * of the leads.
 */
export function toSignal(recording: Recording, notices: readonly ErrorData[] = []): SignalValue {
  const { file, format, leads, sampleCount, rateHz } = recording
  const values = new Float32Array(checkedCount(file, [leads.length, sampleCount]))
  leads.forEach((lead, index) => {
    lead.fill(values.subarray(index * sampleCount, (index + 1) * sampleCount))
  })
  if (!values.every(Number.isFinite)) {
    const why = 'it holds a value beyond the largest of 32 bits'
    throw new AppError('image/damaged', { file, format, why })
  }
  const signal: SignalValue = {
    kind: 'signal',
    dims: [leads.length, sampleCount],
    values,
    leads: leads.map(({ name, unit }) => ({ name, unit })),
    rateHz,
  }
  return notices.length === 0 ? signal : { ...signal, notices }
}
