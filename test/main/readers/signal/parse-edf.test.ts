import { describe, expect, it } from 'vitest'
import { parseEdf } from '../../../../src/main/readers/signal/parse-edf'
import { buildEdf, type EdfFixture } from '../../../fixtures/builders/edf'

const two: EdfFixture = {
  recordSeconds: 0.5,
  signals: [
    {
      name: 'EEG Fpz-Cz',
      records: [
        [-1000, 0],
        [1000, 5],
      ],
    },
    {
      name: 'EMG',
      unit: 'mV',
      physical: ['5.0', -5],
      digital: [0, 100],
      records: [
        [0, 50],
        [100, 10],
      ],
    },
  ],
}
const parse = (edf: EdfFixture, leads: readonly string[] | null = null) =>
  parseEdf(buildEdf(edf), 'a.edf', leads)

describe('parseEdf', () => {
  it('scales every lead by its own limits over all data records', () => {
    const signal = parse(two)
    expect(signal).toMatchObject({
      dims: [2, 4],
      rateHz: 4,
      leads: [
        { name: 'EEG Fpz-Cz', unit: 'uV' },
        { name: 'EMG', unit: 'mV' },
      ],
    })
    // The second is upside down: digital 50 of 0 to 100 is the middle of 5 and -5.
    expect([...signal.values]).toEqual([-100, 0, 100, 0.5, 5, 0, -5, 4])
    expect([...parse(two, ['EMG']).values]).toEqual([5, 0, -5, 4])
  })

  it('leaves out annotations', () => {
    const signals = [
      {
        name: 'EDF Annotations',
        records: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      ...two.signals,
    ]
    const signal = parse({ ...two, reserved: 'EDF+C', signals })
    expect([...signal.values]).toEqual([-100, 0, 100, 0.5, 5, 0, -5, 4])
    expect(() => parse({ signals: signals.slice(0, 1) })).toThrow('no signals but annotations')
  })

  it('reads leads of one rate where others have another', () => {
    const slow = { name: 'Resp', records: [[10], [20]] }
    const mixed = { ...two, signals: [...two.signals, slow] }
    expect(parse(mixed, ['Resp'])).toMatchObject({ dims: [1, 2], rateHz: 2 })
    expect([...parse(mixed, ['EEG Fpz-Cz']).values]).toEqual([-100, 0, 100, 0.5])
    expect(() => parse(mixed)).toThrow('4 Hz (EEG Fpz-Cz, EMG); 2 Hz (Resp)')
  })

  it.each([
    ['gaps between records', { ...two, reserved: 'EDF+D' }, 'signal/unsupported'],
    ['an open recording', { ...two, recordCount: -1 }, 'image/damaged'],
    ['another length of its header', { ...two, headerBytes: 256 }, 'image/damaged'],
    ['more records than there are', { ...two, recordCount: 3 }, 'image/size'],
    ['more records than memory', { ...two, recordCount: 99_999_999 }, 'image/size'],
    ['no records', { ...two, recordCount: 0 }, 'image/empty'],
    ['records of no duration', { ...two, recordSeconds: 0 }, 'image/damaged'],
    ['a duration with a comma', { ...two, recordSeconds: '0,5' }, 'image/damaged'],
    ['no signals', { signals: [] }, 'image/damaged'],
    ['no span', { signals: [{ name: 'a', physical: [1, 1], records: [[1]] }] }, 'image/damaged'],
    ['no digital span', { signals: [{ name: 'a', digital: [1, 1], records: [[1]] }] }, 'image/damaged'],
    [
      'values beyond float32',
      { signals: [{ name: 'a', physical: [0, '9e300'], records: [[1]] }] },
      'image/damaged',
    ],
  ] as const)('refuses %s', (_, edf, code) => {
    expect(() => parse(edf)).toThrow(expect.objectContaining({ code }) as Error)
  })
})
