/** The file of a signal modality -> its value, by a table of formats. */
import { basename } from 'node:path'
import { AppError, isAppError } from '@shared/errors'
import { readBytes, readHead } from '../files/read-bytes'
import { parseNpy } from './npy/parse-npy'
import { parseEdf } from './signal/parse-edf'
import { readSignalTable } from './signal/read-signal-table'
import { readWaveform } from './signal/read-waveform'
import { readWfdb } from './signal/read-wfdb'
import { otherFormatOf, signalFormatOf, type SignalFormat } from './signal/signal-format'
import { samplesName, wfdbHeaderOf } from './signal/wfdb-path'
import { SIGNATURE_BYTES } from './source-format'
import type { ArrayValue, SignalValue } from './source-value'

type Leads = readonly string[] | null
type SignalReader = (path: string, leads: Leads) => Promise<SignalValue | ArrayValue>

/** One entry per format with a signature: a new one adds it in signal/signal-format.ts and a line here. */
const readers: Readonly<Record<SignalFormat, SignalReader>> = {
  npy: async (path, leads) => {
    // Its rows have no names: which of them are meant, or whether all are, nobody can say.
    if (leads !== null) throw new AppError('signal/nameless', { file: basename(path), leads })
    return parseNpy(await readBytes(path), basename(path))
  },
  dicom: readWaveform,
  edf: async (path, leads) => parseEdf(await readBytes(path), basename(path), leads),
  bdf: (path) => {
    const what = 'samples of 24 bits (BDF)'
    return Promise.reject(new AppError('signal/unsupported', { file: basename(path), format: 'EDF', what }))
  },
}

/**
 * Reads a recording whatever its name; only WFDB, which has no signature, is known by its header. `leads`: names of the leads or columns
 * wanted, in that order; null for all.
 * Errors: signal/unknown-format, signal/nameless, signal/pair-missing, and those of its reader.
 */
export async function readSignal(path: string, leads: Leads): Promise<SignalValue | ArrayValue> {
  const header = await wfdbHeaderOf(path)
  if (header !== null) return readWfdb(header, leads, path)
  const { bytes } = await readHead(path, SIGNATURE_BYTES)
  const format = signalFormatOf(bytes)
  if (format !== null) return readers[format](path, leads)
  const other = otherFormatOf(bytes)
  if (other === null) return readSignalTable(path, leads).catch(samplesAlone(path))
  throw new AppError('signal/unknown-format', { file: basename(path), format: other })
}

/** Samples of WFDB are known by their header alone. */
function samplesAlone(path: string): (thrown: unknown) => never {
  return (cause) => {
    const file = basename(path)
    const isSamples = isAppError(cause) && cause.code === 'table/not-text' && samplesName.test(file)
    if (!isSamples) throw cause
    throw new AppError('signal/pair-missing', { file, missing: file.replace(samplesName, '.hea') }, { cause })
  }
}
