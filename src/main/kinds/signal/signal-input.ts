/** Which inputs of a model take recordings: by their name, or by their lengths. */
import type { ModelValue } from '@shared/model'

const signalWords = new Set([
  ...['ecg', 'ekg', 'eeg', 'emg', 'eog', 'ppg', 'imu', 'accel', 'accelerometer', 'gyro', 'gyroscope'],
  ...['signal', 'signals', 'lead', 'leads', 'wave', 'waves', 'waveform', 'waveforms', 'timeseries'],
])
/** A picture may be long and flat: its name wins over its lengths, and over that of what it is a picture of. */
const pictureWords = new Set([
  ...['image', 'images', 'img', 'picture', 'pictures', 'photo', 'pixels', 'slice'],
  ...['xray', 'cxr', 'radiograph', 'mri', 'ct', 'scan', 'fundus', 'spectrogram'],
])

/** A recording has many more samples than leads; a picture of three axes has not. */
export const mostLeads = 64
const leastRatio = 8
/** A shorter input of one axis is a record of figures about a recording. */
const leastSamples = 32

/** What it was seen by, in words; null for an input that does not look like one. */
export function looksLikeSignal({ name, dtype, dims }: ModelValue): string | null {
  if (!dtype.startsWith('float')) return null
  const words = wordsOf(name)
  if (words.some((word) => pictureWords.has(word))) return null
  const word = words.find((one) => signalWords.has(one)) ?? null
  const [, one, other] = dims
  if (dims.length === 2) {
    const isShort = typeof one === 'number' && one < leastSamples
    return word === null || isShort ? null : `named so (${word})`
  }
  if (dims.length !== 3) return null
  if (word !== null) return `named so (${word})`
  if (typeof one !== 'number' || typeof other !== 'number') return null
  const [few, many] = [Math.min(one, other), Math.max(one, other)]
  return few <= mostLeads && many >= leastRatio * few
    ? `${many} samples are many more than ${few} leads`
    : null
}

/** ecgSignal_2 -> ecg, signal; x-ray is one word. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/x[ _-]ray/g, 'xray')
    .replaceAll(/time[ _-]series/g, 'timeseries')
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}
