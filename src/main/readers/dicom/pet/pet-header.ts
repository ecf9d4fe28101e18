/** What a PET image says about its values. Weight and times are for arithmetic, never for a sentence. */
import { attributes, type Attribute } from '../headers/attributes'
import type { DicomDataSet } from '../headers/dicom-data-set'
import { dateSeconds, dateTimeSeconds, timeSeconds } from '../headers/dicom-time'

/** Null stands for absent or damaged. Seconds of dates count from 1970, those of times from midnight. */
export interface PetHeader {
  /** BQML, CNTS, GML ... */
  readonly units: string | null
  readonly suvType: string | null
  readonly corrections: readonly string[]
  readonly decayCorrection: string | null
  readonly weightKg: number | null
  readonly doseBq: number | null
  readonly halfLifeSeconds: number | null
  readonly injectionSeconds: number | null
  readonly injectionDateSeconds: number | null
  readonly seriesSeconds: number | null
  readonly acquisitionSeconds: number | null
  /** GE: to which the values are corrected for decay, whatever happened to the time of the series later. */
  readonly geScanSeconds: number | null
  /** Philips: counts x this = SUV by body weight. */
  readonly philipsSuv: number | null
  /** Philips: counts x this = Bq/ml. */
  readonly philipsActivity: number | null
}

/** Reads it from a PET image; null for other modalities. Source: PS3.3 C.8.9 (PET), Philips and GE conformance statements. */
export function toPetHeader(dataSet: DicomDataSet): PetHeader | null {
  if (dataSet.text(attributes.dicomModality) !== 'PT') return null
  const [tracer] = dataSet.items(attributes.tracer)
  const isGe = dataSet.text(attributes.gemsCreator) === 'GEMS_PETD_01'
  const isPhilips = dataSet.text(attributes.philipsPetCreator)?.startsWith('Philips PET') === true
  const start = tracer?.text(attributes.tracerStartTime) ?? null
  return {
    units: dataSet.text(attributes.petUnits),
    suvType: dataSet.text(attributes.suvType),
    corrections: dataSet.text(attributes.correctedImage)?.split('\\') ?? [],
    decayCorrection: dataSet.text(attributes.decayCorrection),
    weightKg: positive(dataSet, attributes.patientWeight),
    doseBq: positive(tracer, attributes.tracerDose),
    halfLifeSeconds: positive(tracer, attributes.tracerHalfLife),
    injectionSeconds: timeSeconds(start),
    injectionDateSeconds: dateTimeSeconds(tracer?.text(attributes.tracerStartDateTime) ?? null),
    seriesSeconds: moment(dataSet, attributes.seriesDate, attributes.seriesTime),
    acquisitionSeconds: moment(dataSet, attributes.acquisitionDate, attributes.acquisitionTime),
    geScanSeconds: isGe ? dateTimeSeconds(dataSet.text(attributes.gemsScanDateTime)) : null,
    philipsSuv: isPhilips ? positive(dataSet, attributes.philipsSuv) : null,
    philipsActivity: isPhilips ? positive(dataSet, attributes.philipsActivity) : null,
  }
}

function moment(dataSet: DicomDataSet, date: Attribute, time: Attribute): number | null {
  const days = dateSeconds(dataSet.text(date))
  const seconds = timeSeconds(dataSet.text(time))
  return days === null || seconds === null ? null : days + seconds
}

function positive(dataSet: DicomDataSet | undefined, attribute: Attribute): number | null {
  const value = Number(dataSet?.text(attribute) ?? Number.NaN)
  return Number.isFinite(value) && value > 0 ? value : null
}
