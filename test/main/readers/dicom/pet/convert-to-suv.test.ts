import { afterEach, describe, expect, it } from 'vitest'
import { dateTimeSeconds, timeSeconds } from '../../../../../src/main/readers/dicom/headers/dicom-time'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import type { VolumeValue } from '../../../../../src/main/readers/source-value'
import { buildDicomSeries, text, type DicomElement } from '../../../../fixtures/builders/dicom'
import { sequence } from '../../../../fixtures/builders/dicom-multiframe'
import { folderWith, removeFolders, shuffledNames } from '../folder'

afterEach(removeFolders)

/** A PET of 70 kg, 370 MBq of fluorine-18 injected at 9:00, scanned at 10:00. */
const complete: Readonly<Record<string, DicomElement>> = {
  units: text(0x00541001, 'CS', 'BQML'),
  corrected: text(0x00280051, 'CS', 'NORM\\DTIM\\ATTN\\SCAT\\DECY'),
  decay: text(0x00541102, 'CS', 'START'),
  weight: text(0x00101030, 'DS', '70'),
  seriesDate: text(0x00080021, 'DA', '20240229'),
  seriesTime: text(0x00080031, 'TM', '100000.00'),
  acquisitionDate: text(0x00080022, 'DA', '20240229'),
  acquisitionTime: text(0x00080032, 'TM', '100130'),
}
const tracer: Readonly<Record<string, DicomElement>> = {
  start: text(0x00181072, 'TM', '090000'),
  dose: text(0x00181074, 'DS', '370000000'),
  halfLife: text(0x00181075, 'DS', '6586.2'),
}
const factor = 70_000 / (370e6 * 2 ** (-3600 / 6586.2))

interface Change {
  readonly image?: Readonly<Record<string, DicomElement | null>>
  readonly tracer?: Readonly<Record<string, DicomElement | null>>
}

async function pet(change: Change = {}, dicomModality = 'PT'): Promise<VolumeValue> {
  const present = (elements: Readonly<Record<string, DicomElement | null>>) =>
    Object.values(elements).filter((element) => element !== null)
  const items = present({ ...tracer, ...change.tracer })
  const extra = [...present({ ...complete, ...change.image }), sequence(0x00540016, items)]
  const files = buildDicomSeries({ depth: 2, dicomModality, slope: '2', intercept: '1', extra })
  return readSeries(await folderWith(shuffledNames(files)), null)
}

/** Voxel (z 1, y 1, x 2) is stored as 112. */
const lastOf = ({ values }: VolumeValue): number => values.at(-1) ?? Number.NaN

describe('PET values', () => {
  it('become SUV by body weight, decayed from injection to the series', async () => {
    const windowed = {
      center: text(0x00281050, 'DS', '100'),
      width: text(0x00281051, 'DS', '200'),
    }
    const volume = await pet({ image: windowed })
    expect(volume.windows?.map(({ low, high }) => [low, high / factor])).toEqual([[0, 200]])
    expect(lastOf(volume)).toBeCloseTo((112 * 2 + 1) * factor, 6)
    expect(volume.unit).toBe('SUVbw')
    expect(volume.notices).toEqual([{ code: 'dicom/suv', details: { folder: 'series', from: 'Bq/ml' } }])
  })

  it('need no decay where they are corrected to the injection', async () => {
    const image = { decay: text(0x00541102, 'CS', 'ADMIN') }
    expect(lastOf(await pet({ image }))).toBeCloseTo((225 * 70_000) / 370e6, 8)
  })

  it('take the date of the injection where there is one, and the day before where its time is later', async () => {
    const dated = { start: text(0x00181078, 'DT', '20240229080000.0+0100') }
    expect(lastOf(await pet({ tracer: dated }))).toBeCloseTo(
      (225 * 70_000) / (370e6 * 2 ** (-7200 / 6586.2)),
      6,
    )
    const midnight = { tracer: { start: text(0x00181072, 'TM', '235900') } }
    const image = {
      seriesTime: text(0x00080031, 'TM', '0059'),
      acquisitionTime: text(0x00080032, 'TM', '0059'),
    }
    expect(lastOf(await pet({ ...midnight, image }))).toBeCloseTo(225 * factor, 6)
  })

  it.each([
    ['PatientWeight (0010,1030) is missing', { image: { weight: null } }],
    ['PatientWeight (0010,1030) is missing', { image: { weight: text(0x00101030, 'DS', '0') } }],
    ['RadionuclideTotalDose (0018,1074) is missing', { tracer: { dose: null } }],
    ['RadionuclideHalfLife (0018,1075) is missing', { tracer: { halfLife: null } }],
    ['RadiopharmaceuticalStartTime (0018,1072) is missing', { tracer: { start: null } }],
    ['SeriesDate (0008,0021) or SeriesTime (0008,0031) is missing', { image: { seriesTime: null } }],
    [
      'AcquisitionDate (0008,0022) or AcquisitionTime (0008,0032) is missing',
      { image: { acquisitionDate: null } },
    ],
    ['CorrectedImage (0028,0051) lacks DECY', { image: { corrected: text(0x00280051, 'CS', 'ATTN') } }],
    ['DecayCorrection (0054,1102) is not START or ADMIN', { image: { decay: null } }],
    [
      'SeriesTime (0008,0031) lies after the first acquisition',
      { image: { seriesTime: text(0x00080031, 'TM', '100200') } },
    ],
    [
      'RadiopharmaceuticalStartDateTime (0018,1078) does not lie in the day before the scan',
      { tracer: { start: text(0x00181078, 'DT', '20240301090000') } },
    ],
    ['they are not in Bq/ml', { image: { units: text(0x00541001, 'CS', 'CM2ML') } }],
  ] satisfies [string, Change][])('stay as they are when %s', async (why, change) => {
    const volume = await pet(change)
    expect(lastOf(volume)).toBe(225)
    expect(volume.unit).not.toBe('SUVbw')
    expect(volume.notices).toMatchObject([{ code: 'dicom/no-suv', details: { folder: 'series', why } }])
  })

  it('take the factors of Philips and the time of GE only where those wrote them', async () => {
    const philips = {
      units: text(0x00541001, 'CS', 'CNTS'),
      creator: text(0x70530010, 'LO', 'Philips PET Private Group'),
      suv: text(0x70531000, 'DS', '0.25'),
    }
    expect(lastOf(await pet({ image: philips }))).toBe(225 * 0.25)
    const activity = { ...philips, suv: text(0x70531009, 'DS', '3') }
    expect(lastOf(await pet({ image: activity }))).toBeCloseTo(225 * 3 * factor, 5)
    expect(lastOf(await pet({ image: { ...philips, creator: null } }))).toBe(225)
    const ge = {
      creator: text(0x00090010, 'LO', 'GEMS_PETD_01'),
      scan: text(0x0009100d, 'DT', '20240229100000.00'),
      seriesTime: text(0x00080031, 'TM', '113000'),
    }
    expect(lastOf(await pet({ image: ge }))).toBeCloseTo(225 * factor, 6)
  })

  it('are SUV already in g/ml', async () => {
    const volume = await pet({ image: { units: text(0x00541001, 'CS', 'GML') } })
    expect([lastOf(volume), volume.unit, volume.notices]).toEqual([225, 'SUVbw', undefined])
    const lean = { units: text(0x00541001, 'CS', 'GML'), type: text(0x00541006, 'CS', 'LBM') }
    expect((await pet({ image: lean })).unit).toBe('GML')
  })

  it('of other modalities are left alone', async () => {
    const volume = await pet({}, 'NM')
    expect([lastOf(volume), volume.notices]).toEqual([225, undefined])
  })

  it('keep weight and times out of every sentence', async () => {
    const weight = text(0x00101030, 'DS', '83.25')
    for (const image of [{ weight }, { weight, seriesTime: text(0x00080031, 'TM', '123456') }]) {
      const words = JSON.stringify((await pet({ image })).notices)
      expect(words).not.toMatch(/83\.25|123456|100130|20240229/)
    }
  })
})

describe('DICOM times', () => {
  it('are read in all their lengths, and nothing else is', () => {
    expect(['10', '1030', '103015', '103015.5', '10:30:15'].map(timeSeconds)).toEqual([
      36_000, 37_800, 37_815, 37_815.5, 37_815,
    ])
    expect([null, '', 'x', '1'].map(timeSeconds)).toEqual([null, null, null, null])
    expect(dateTimeSeconds('19700102000001-0500')).toBe(86_401)
    expect(dateTimeSeconds('1970')).toBeNull()
  })
})
