/** A DICOM waveform -> SignalValue. */
import { basename } from 'node:path'
import { AppError, type ErrorData } from '@shared/errors'
import { readBytes } from '../../files/read-bytes'
import { attributes, type Attribute } from '../dicom/headers/attributes'
import { parseDicom, type DicomDataSet } from '../dicom/headers/dicom-data-set'
import { EXPLICIT_BIG } from '../dicom/headers/transfer-syntax'
import type { SignalValue } from '../source-value'
import { chooseLeads } from './choose-leads'
import { fillScaled } from './fill-scaled'
import type { Lead } from './lead'
import { toSignal } from './to-signal'
import { toWaveformChannel, type WaveformChannel } from './waveform-channel'

const SAMPLE_BYTES = 2
/** Numbers of 16 bits with and without sign; the others are of 8 bits or companded. */
const codings = new Set(['SS', 'US'])

/** The samples of a group of channels, which lie in turns. */
interface WaveformSamples {
  readonly storedAt: (place: number) => number
  readonly missing: number | null
}

/**
 * Reads the first multiplex group (notice signal/first-group where there are several) in the units of its channels.
 * Errors: dicom/missing, dicom/bad-value, dicom/unreadable, image/size, image/damaged, signal/unsupported, signal/missing-samples, and
 * those of chooseLeads and toSignal. Source: DICOM PS3.3 C.10.9. Limits: 16 bits, no skew between channels.
 */
export async function readWaveform(path: string, leads: readonly string[] | null): Promise<SignalValue> {
  const file = basename(path)
  const groups = parseDicom(await readBytes(path), file).items(attributes.waveforms)
  const [group, ...others] = groups
  if (group === undefined) throw unsupported(file, 'no waveform')
  const count = groups.length
  const notices: ErrorData[] =
    others.length === 0 ? [] : [{ code: 'signal/first-group', details: { file, count } }]
  const channels = group.items(attributes.channels).map(toWaveformChannel)
  const sampleCount = needed(group, attributes.sampleCount, group.uint32(attributes.sampleCount))
  const width = needed(group, attributes.channelCount, group.uint16(attributes.channelCount))
  if (channels.length !== width) {
    const why = `it announces ${width} channels and describes ${channels.length}`
    throw new AppError('image/damaged', { file, format: 'DICOM', why })
  }
  const chosen = chooseLeads(file, channels, leads)
  const samples = samplesOf(group, sampleCount * width)
  const rateHz = group.numbers(attributes.samplingRate)?.[0] ?? null
  if (rateHz !== null && rateHz <= 0) throw badValue(group, attributes.samplingRate, '0 or less', 'a rate')
  const read = chosen.map((channel) => toLead(channel, width, samples, file))
  return toSignal({ file, format: 'DICOM', leads: read, sampleCount, rateHz }, notices)
}

function samplesOf(group: DicomDataSet, count: number): WaveformSamples {
  const { file } = group
  const bits = needed(group, attributes.waveformBits, group.uint16(attributes.waveformBits))
  const coding = needed(group, attributes.waveformCoding, group.text(attributes.waveformCoding))
  if (bits !== 8 * SAMPLE_BYTES || !codings.has(coding)) {
    throw unsupported(file, `samples of ${bits} bits that are no plain numbers of 16 bits`)
  }
  const isLittle = group.transferSyntax !== EXPLICIT_BIG
  const numbersOf = (bytes: Uint8Array): ((place: number) => number) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return (place) =>
      coding === 'SS'
        ? view.getInt16(SAMPLE_BYTES * place, isLittle)
        : view.getUint16(SAMPLE_BYTES * place, isLittle)
  }
  const bytes = needed(group, attributes.waveformData, group.raw(attributes.waveformData))
  const expectedBytes = count * SAMPLE_BYTES
  if (bytes.length < expectedBytes) {
    throw new AppError('image/size', { file, format: 'DICOM', expectedBytes, actualBytes: bytes.length })
  }
  const padding = group.raw(attributes.waveformPadding)
  const missing = padding?.length === SAMPLE_BYTES ? numbersOf(padding)(0) : null
  return { storedAt: numbersOf(bytes), missing }
}

function toLead(
  { place, name, unit, unitsPerStep, baseline }: WaveformChannel,
  width: number,
  samples: WaveformSamples,
  file: string,
): Lead {
  const { storedAt, missing } = samples
  return {
    name,
    unit,
    fill: (into) => {
      fillScaled(into, {
        file,
        name,
        storedAt: (index) => storedAt(index * width + place),
        toValue: (stored) => stored * unitsPerStep + baseline,
        missing,
      })
    },
  }
}

function needed<T>({ file }: DicomDataSet, attribute: Attribute, value: T | null): T {
  if (value !== null) return value
  throw new AppError('dicom/missing', { file, attribute: attribute.name })
}

function badValue({ file }: DicomDataSet, attribute: Attribute, found: string, expected: string): AppError {
  return new AppError('dicom/bad-value', { file, attribute: attribute.name, found, expected })
}

function unsupported(file: string, what: string): AppError {
  return new AppError('signal/unsupported', { file, format: 'DICOM', what })
}
