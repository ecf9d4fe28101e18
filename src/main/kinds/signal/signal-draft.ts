/** A model input [batch, leads, samples] -> a drafted signal. */
import type { ModelValue } from '@shared/model'
import { guessed, toFillIn, type DraftedModality } from '../../dataset/draft-mark'
import { toModalityName } from '../../dataset/draft-names'
import type { DraftLook, InputClaim } from '../kind'

const signalName = /(^|[^a-z])(ecg|ekg|eeg|emg|ppg|signal|lead|wave|accel|imu|timeseries)/i
/** A recording has many more samples than leads; a picture of three axes has not. */
const mostLeads = 64
const leastRatio = 8

export function claimSignals(inputs: readonly ModelValue[]): readonly InputClaim[] {
  return inputs.filter(takesSignal).map((value) => ({
    inputs: [value],
    turn: 'file',
    draft: (look) => draftSignal(value, look),
  }))
}

function takesSignal({ name, dtype, dims }: ModelValue): boolean {
  if (!dtype.startsWith('float') || dims.length !== 3) return false
  if (signalName.test(name)) return true
  const [, one, other] = dims
  if (typeof one !== 'number' || typeof other !== 'number') return false
  const [leads, samples] = [Math.min(one, other), Math.max(one, other)]
  return leads <= mostLeads && samples >= leastRatio * leads
}

function draftSignal({ name, dims }: ModelValue, { columns }: DraftLook): DraftedModality {
  const column = columns.find(({ type }) => type === 'path') ?? null
  const [, one, other] = dims
  const isSamplesFirst = typeof one === 'number' && typeof other === 'number' && one > other
  const shape = dims.map((dim) => dim ?? '?').join(', ')
  const modality = {
    name: toModalityName(name),
    kind: guessed('signal', `rank 3 [${shape}], many more samples than leads, or named so`),
    input: name,
    source: {
      column:
        column === null
          ? toFillIn('the column with the path of the recording')
          : guessed(column.name, 'its cells look like paths'),
    },
    layout: guessed(isSamplesFirst ? 'samples-first' : 'leads-first', 'by the lengths of the axes'),
    steps: guessed([], 'add resample, crop, pad and normalise as in the training'),
    parts: 'matchParts',
    replacement: 'line',
  }
  return { modality, taken: column === null ? [] : [column.name] }
}
