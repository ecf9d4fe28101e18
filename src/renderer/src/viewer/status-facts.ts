/** What the status line of a viewer says. */
import { patientWords, type Voxel } from '@shared/picture/planes'
import type { PartEffect } from '@shared/words/masking-words'
import { differenceWords } from '@/maps/map-words'

export interface StatusFact {
  /** Empty for a sentence. */
  readonly name: string
  readonly value: string
}

export interface StatusPlace {
  readonly voxel: Voxel
  readonly affineLps: readonly number[] | null
  /** One per channel; none where no pixel is pointed at. */
  readonly values: readonly number[]
  readonly unit: string
  readonly part: string | null
  readonly effect: PartEffect | null
  /** Of the colours of the map. */
  readonly limit: number
}

/** Voxel, place in the patient, value, part and what masking it does. */
export function statusFacts(place: StatusPlace): readonly StatusFact[] {
  const { voxel, affineLps, values, unit, part, effect, limit } = place
  const digits = values.map((one) => String(Number(one.toPrecision(5)))).join(', ')
  return [
    { name: 'voxel', value: voxel.join(', ') },
    ...(affineLps === null ? [] : [{ name: 'mm', value: patientWords(affineLps, voxel) }]),
    ...(values.length === 0 ? [] : [{ name: 'value', value: unit === '' ? digits : `${digits} ${unit}` }]),
    ...(part === null ? [] : [{ name: 'part', value: part }]),
    ...(effect === null
      ? []
      : [
          { name: 'difference', value: differenceWords(effect.value, limit) },
          { name: '', value: effect.sentence },
        ]),
  ]
}
