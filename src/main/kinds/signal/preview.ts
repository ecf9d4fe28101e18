/** What a screen is told and shown of a signal. */
import { at } from '@shared/at'
import type { ModalityPreview } from '@shared/dataset'
import { AppError } from '@shared/errors'
import type { SignalModality } from '@shared/kinds/signal'
import type { SourceValue } from '../../readers/source-value'
import { floatTensor, type CaseValue } from '../kind'
import type { PixelGrid } from '../pixel-grid'
import { findTimeAxes } from './lead-axes'
import { modelHz } from './recording-facts'
import { toRecording } from './signal-grid'

export function previewSignal(source: CaseValue<SignalModality>): ModalityPreview {
  const { modality, value } = source
  const [file, model] = [signalOfFile(value, modality), signalOfModel(source)]
  const leads = value.kind === 'signal' ? value.leads : []
  const sourceHz = value.kind === 'signal' ? (value.rateHz ?? modality.source.hz) : modality.source.hz
  const units = [...new Set(leads.map(({ unit }) => unit))]
  return {
    kind: 'signal',
    modality: modality.name,
    leads: leads.map(({ name }) => name),
    unit: units.length === 1 ? (units[0] ?? '') : '',
    sourceDims: file.dims.slice(1),
    modelDims: model.dims.slice(1),
    sourceHz: sourceHz ?? null,
    modelHz: modelHz(value, modality),
  }
}

/** [1, leads, samples]: the one slice of it holds all leads. */
export function signalOfFile(value: SourceValue, modality: SignalModality): PixelGrid {
  const { grid } = toRecording(value, modality, { caseId: '', modality: modality.name })
  const samples = at(grid.dims, 0)
  const steps = { z: grid.values.length, y: samples, x: 1, channel: 0 }
  return {
    dims: [1, grid.channels, samples],
    ...{ channels: 1, values: grid.values, steps, affineLps: null, pixels: null },
  }
}

/** The same of the tensor. */
export function signalOfModel(source: CaseValue<SignalModality>): PixelGrid {
  const { dims, values } = floatTensor(source)
  const axes = findTimeAxes(dims, source.modality.layout)
  if (axes === null)
    throw new AppError('bug/unexpected', { where: 'signalOfModel', words: `${dims.length} axes` })
  const { channel: lead } = axes
  const time = at(axes.spatial, 0)
  const steps = { z: values.length, y: lead.stride, x: time.stride, channel: 0 }
  return {
    dims: [1, lead.length, time.length],
    ...{ channels: 1, values, steps, affineLps: null, pixels: null },
  }
}
