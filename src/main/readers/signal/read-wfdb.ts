/** A WFDB record -> SignalValue. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { decodeText } from '../../dataset/table/decode-text'
import { readBytes } from '../../files/read-bytes'
import { pathBeside } from '../path-beside'
import type { SignalValue } from '../source-value'
import { chooseLeads } from './choose-leads'
import { fillScaled } from './fill-scaled'
import type { Lead } from './lead'
import { toSignal } from './to-signal'
import { parseWfdbHeader, type WfdbHeader, type WfdbSignal } from './wfdb-header'
import { wfdbFormats } from './wfdb-samples'

/** A header has a line per signal and some comments. */
const MAX_HEADER_BYTES = 2 ** 20

/** Signals whose samples lie in turns in one file. */
interface WfdbGroup {
  readonly samplesFile: string
  readonly signals: readonly WfdbSignal[]
}

/** A signal whose samples are at hand. */
interface StoredSignal extends WfdbSignal {
  readonly view: DataView
  /** Its place among the signals of its file, and how many those are. */
  readonly place: number
  readonly width: number
  /** As many samples as the file holds of it. */
  readonly held: number
}

/**
 * Reads the record of a header and the files beside it that it names; `asked` is the file that the user named. Checksum and first value are
 * checked where the header gives them, of the leads that are read.
 * Errors: image/damaged, image/size, image/outside-folder, signal/pair-missing, signal/unsupported, signal/differs,
 * signal/missing-samples, and those of chooseLeads and toSignal.
 */
export async function readWfdb(
  path: string,
  leads: readonly string[] | null,
  asked: string,
): Promise<SignalValue> {
  const file = basename(path)
  const decoded = decodeText(await readBytes(path, MAX_HEADER_BYTES))
  if (decoded === null) throw damaged(file, 'its header is no text')
  const header = parseWfdbHeader(decoded.text, file)
  checkAsked(header, file, path === asked ? null : basename(asked))
  const chosen = chooseLeads(file, header.signals, leads)
  const found = new Map<WfdbSignal, StoredSignal>()
  for (const group of toGroups(header.signals, file)) {
    if (!group.signals.some((signal) => chosen.includes(signal))) continue
    const view = await readGroup(group, header, path)
    for (const [place, signal] of group.signals.entries()) {
      found.set(signal, toStored(signal, place, group, view))
    }
  }
  const stored = chosen.map((signal) => {
    const one = found.get(signal)
    if (one === undefined)
      throw new AppError('bug/unexpected', { where: 'readWfdb', words: 'a lead without samples' })
    return one
  })
  const sampleCount = header.sampleCount ?? commonLength(stored, file)
  const read = stored.map((signal) => toLead(signal, file))
  return toSignal({ file, format: 'WFDB', leads: read, sampleCount, rateHz: header.rateHz })
}

/** A file of samples is read by the header of its name, which must speak of it; a record without extension is its header. */
function checkAsked({ signals }: WfdbHeader, file: string, asked: string | null): void {
  const isRecord = asked === null || `${asked}.hea`.toLowerCase() === file.toLowerCase()
  if (isRecord || signals.some(({ samplesFile }) => samplesFile === asked)) return
  throw damaged(file, `it does not name ${asked}`)
}

/** Signals of one file stand in lines one after the other and agree on how it is written. */
function toGroups(signals: readonly WfdbSignal[], file: string): readonly WfdbGroup[] {
  const groups: { samplesFile: string; signals: WfdbSignal[] }[] = []
  for (const signal of signals) {
    const last = groups.at(-1)
    const first = last?.signals[0]
    if (last === undefined || first === undefined || last.samplesFile !== signal.samplesFile) {
      groups.push({ samplesFile: signal.samplesFile, signals: [signal] })
    } else if (first.format !== signal.format || first.offsetBytes !== signal.offsetBytes) {
      throw damaged(file, `its signals disagree on the format of ${signal.samplesFile}`)
    } else last.signals.push(signal)
  }
  if (new Set(groups.map(({ samplesFile }) => samplesFile)).size === groups.length) return groups
  throw damaged(file, 'signals of one file of samples do not stand together')
}

/** Fetches the samples; where the header says how many, exactly those. */
async function readGroup(
  { samplesFile, signals }: WfdbGroup,
  header: WfdbHeader,
  path: string,
): Promise<DataView> {
  const file = basename(path)
  const [first] = signals
  if (first === undefined || samplesFile === '-' || samplesFile === '~') {
    throw new AppError('signal/unsupported', { file, format: 'WFDB', what: 'samples in no file' })
  }
  const beside = await pathBeside(samplesFile, path)
  if (beside === null) throw new AppError('image/outside-folder', { file, format: 'WFDB' })
  const bytes = await readBytes(beside).catch((cause: unknown) => {
    const isGone = cause instanceof AppError && cause.code === 'file/not-found'
    throw isGone ? new AppError('signal/pair-missing', { file, missing: samplesFile }, { cause }) : cause
  })
  const { sizeBytes } = wfdbFormats[first.format]
  const expectedBytes = first.offsetBytes + sizeBytes((header.sampleCount ?? 0) * signals.length)
  const actualBytes = bytes.length
  if (actualBytes >= expectedBytes) {
    return new DataView(bytes.buffer, bytes.byteOffset + first.offsetBytes, actualBytes - first.offsetBytes)
  }
  throw new AppError('image/size', { file: samplesFile, format: 'WFDB', expectedBytes, actualBytes })
}

function toStored(signal: WfdbSignal, place: number, { signals }: WfdbGroup, view: DataView): StoredSignal {
  const width = signals.length
  const held = Math.floor(wfdbFormats[signal.format].count(view.byteLength) / width)
  return { ...signal, view, place, width, held }
}

function commonLength(stored: readonly StoredSignal[], file: string): number {
  const lengths = new Set(stored.map(({ held }) => held))
  const [length] = lengths
  if (lengths.size === 1 && length !== undefined) return length
  throw damaged(file, `its files hold different numbers of samples (${[...lengths].join(', ')})`)
}

function toLead(signal: StoredSignal, file: string): Lead {
  const { name, unit, gain, baseline, view, place, width, format } = signal
  const { read, missing } = wfdbFormats[format]
  const storedAt = (index: number): number => read(view, index * width + place)
  return {
    name,
    unit,
    fill: (into) => {
      checkStored(signal, storedAt, into.length, file)
      fillScaled(into, { file, name, storedAt, toValue: (stored) => (stored - baseline) / gain, missing })
    },
  }
}

/** The checksum is the sum of all samples in 16 bits. */
function checkStored(
  { name: lead, firstStored, checksum }: WfdbSignal,
  storedAt: (index: number) => number,
  count: number,
  file: string,
): void {
  if (firstStored !== null && count > 0 && storedAt(0) !== firstStored) {
    throw new AppError('signal/differs', { file, lead, what: 'first sample' })
  }
  if (checksum === null) return
  let sum = 0
  for (let index = 0; index < count; index += 1) sum = (sum + storedAt(index)) | 0
  if (((sum - checksum) & 0xffff) === 0) return
  throw new AppError('signal/differs', { file, lead, what: 'checksum' })
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'WFDB', why })
}
