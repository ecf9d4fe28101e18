/** What is kept of a recording: its leads and its rate as the model takes them. */
import { AppError } from '@shared/errors'
import { studiedHz, type SignalModality } from '@shared/kinds/signal'
import type { RecordingFacts } from '@shared/recording'
import { floatTensor } from '../../maskers/part-view'
import type { SourceValue } from '../../readers/source-value'
import type { ModalityTensors } from '../../tensors/modality-tensors'
import { findTimeAxes } from './lead-axes'

/** Of a value and the tensors that were made of it. */
export function recordingFacts(
  value: SourceValue,
  modality: SignalModality,
  tensors: ModalityTensors,
): RecordingFacts {
  const { dims } = floatTensor(tensors, modality.input)
  const axes = findTimeAxes(dims, modality.layout)
  if (axes === null)
    throw new AppError('bug/unexpected', { where: 'recordingFacts', words: `${dims.length} axes` })
  return {
    leads: value.kind === 'signal' ? value.leads.map(({ name, unit }) => ({ name, unit })) : [],
    leadCount: axes.channel.length,
    hz: modelHz(value, modality),
  }
}

/** Samples per second behind the steps; null where neither file nor study says. */
export function modelHz(value: SourceValue, modality: SignalModality): number | null {
  const isResampled = modality.steps.some(({ step }) => step === 'resample')
  const ofFile = value.kind === 'signal' ? value.rateHz : null
  return isResampled ? studiedHz(modality) : (ofFile ?? modality.source.hz ?? null)
}
