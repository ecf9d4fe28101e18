import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSignal } from '../../../../src/main/readers/read-signal'
import { buildDicom } from '../../../fixtures/builders/dicom'
import { buildWaveform, type WaveformGroupFixture } from '../../../fixtures/builders/dicom-waveform'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const makeFolder = useTemporaryFolders()
const ecg: WaveformGroupFixture = {
  rate: '250',
  channels: [
    { name: 'Lead I (Einthoven)', sensitivity: '2.5', stored: [1, -2, 4] },
    {
      name: 'Lead II',
      unit: 'mV',
      sensitivity: '2',
      correction: '0.5',
      baseline: '10',
      stored: [0, 32767, -32768],
    },
  ],
}

function read(bytes: Uint8Array, leads: readonly string[] | null = null) {
  return readSignal(join(makeFolder({ 'a.dcm': bytes }), 'a.dcm'), leads)
}

describe('a DICOM waveform', () => {
  it('is read in the units of its channels', async () => {
    const bytes = buildWaveform([ecg])
    const signal = await read(bytes)
    expect(signal).toMatchObject({
      dims: [2, 3],
      rateHz: 250,
      leads: [
        { name: 'Lead I (Einthoven)', unit: 'uV' },
        { name: 'Lead II', unit: 'mV' },
      ],
    })
    expect([...signal.values]).toEqual([2.5, -5, 10, 10, 32777, -32758])
    expect(signal.notices).toBeUndefined()
    expect([...(await read(bytes, ['Lead II'])).values]).toEqual([10, 32777, -32758])
  })

  it('takes the first of several groups and says so', async () => {
    const signal = await read(buildWaveform([ecg, { channels: [{ name: 'median', stored: [1] }] }]))
    expect(signal.dims).toEqual([2, 3])
    expect(signal.notices).toEqual([{ code: 'signal/first-group', details: { file: 'a.dcm', count: 2 } }])
  })

  it('reads numbers without sign', async () => {
    const signal = await read(buildWaveform([{ coding: 'US', channels: [{ name: 'a', stored: [-1, 1] }] }]))
    expect([...signal.values]).toEqual([65535, 1])
  })

  it.each([
    ['samples of 8 bits', { ...ecg, coding: 'SB', bits: 8 }, 'signal/unsupported'],
    ['companded samples', { ...ecg, coding: 'MB' }, 'signal/unsupported'],
    ['fewer samples than announced', { ...ecg, sampleCount: 4 }, 'image/size'],
    ['samples beyond all memory', { ...ecg, sampleCount: 2 ** 32 - 1 }, 'image/size'],
    ['channels that it does not describe', { ...ecg, channelCount: 3 }, 'image/damaged'],
    ['padding', { ...ecg, padding: 32767 }, 'signal/missing-samples'],
    ['a rate of 0', { ...ecg, rate: '0' }, 'dicom/bad-value'],
    ['no sensitivity', { channels: [{ name: 'a', sensitivity: '', stored: [1] }] }, 'dicom/missing'],
    ['skew', { channels: [{ name: 'a', timeSkew: '0.5', stored: [1] }] }, 'signal/unsupported'],
  ] as const)('refuses %s', async (_, group, code) => {
    await expect(read(buildWaveform([group]))).rejects.toMatchObject({ code })
  })

  it('refuses an image', async () => {
    await expect(read(buildDicom())).rejects.toMatchObject({
      code: 'signal/unsupported',
      details: { what: 'no waveform' },
    })
  })
})

const recorded = resolve(import.meta.dirname, '../../../../../shared/corpora/pydicom/0f6c8e-waveform_ecg.dcm')

describe.skipIf(!existsSync(recorded))('the recorded ECG of pydicom (../shared)', () => {
  it('has the values that pydicom states', async () => {
    const signal = await readSignal(recorded, null)
    expect(signal).toMatchObject({ dims: [12, 10000], rateHz: 1000, notices: [{ details: { count: 2 } }] })
    expect([...signal.values.subarray(0, 5)]).toEqual([100, 81.25, 62.5, 43.75, 46.25])
  })
})
