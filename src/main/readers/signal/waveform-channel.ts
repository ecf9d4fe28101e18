/** One channel of a DICOM waveform as its definition describes it. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from '../dicom/headers/attributes'
import type { DicomDataSet } from '../dicom/headers/dicom-data-set'

export interface WaveformChannel {
  /** Among the channels of its group. */
  readonly place: number
  readonly name: string
  readonly unit: string
  readonly unitsPerStep: number
  /** The value of the stored number 0, in the unit. */
  readonly baseline: number
}

const shifts = [attributes.channelTimeSkew, attributes.channelSampleSkew, attributes.channelOffset]

/**
 * Reads a channel; its name is the meaning of its source, or its label. Errors: dicom/missing, dicom/bad-value, signal/unsupported.
 * Source: DICOM PS3.3 C.10.9.1.4.
 */
export function toWaveformChannel(channel: DicomDataSet, index: number): WaveformChannel {
  const [source] = channel.items(attributes.channelSource)
  const [units] = channel.items(attributes.sensitivityUnits)
  const name =
    source?.text(attributes.codeMeaning) ??
    channel.text(attributes.channelLabel) ??
    source?.text(attributes.codeValue) ??
    `channel ${index + 1}`
  if (shifts.some((shift) => (channel.numbers(shift)?.[0] ?? 0) !== 0)) {
    const what = 'channels that are skewed in time'
    throw new AppError('signal/unsupported', { file: channel.file, format: 'DICOM', what })
  }
  return {
    place: index,
    name,
    unit: units?.text(attributes.codeValue) ?? '',
    unitsPerStep:
      numberOf(channel, attributes.sensitivity) * numberOf(channel, attributes.sensitivityCorrection),
    baseline: numberOf(channel, attributes.channelBaseline),
  }
}

function numberOf(channel: DicomDataSet, attribute: Attribute): number {
  const [number] = channel.numbers(attribute) ?? []
  if (number !== undefined) return number
  throw new AppError('dicom/missing', { file: channel.file, attribute: attribute.name })
}
