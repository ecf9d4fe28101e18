/** Demo: an ECG of a few leads with a planted premature beat, which is wide in the leads of the chest. */
import { createNormal, createRandom } from '../../maskers/random'

export const ecgLeads = ['I', 'II', 'V1', 'V2'] as const
export const ecgHz = 100
export const ecgSamples = 500

export interface EcgCase {
  readonly caseId: string
  readonly patient: string
  readonly premature: 0 | 1
  readonly age: number
  /** Beats per minute, and when the first begins, in seconds. */
  readonly rate: number
  readonly first: number
  /** Middle of the premature beat, in seconds. */
  readonly planted: number
}

/** Half of the cases have a premature beat. The first patient has two cases. */
export function createEcgCases(count: number): EcgCase[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom('modalens ecg', index)
    const premature = random() < 0.5 ? 0 : 1
    return {
      caseId: `ecg-${String(index + 1).padStart(3, '0')}`,
      patient: `E${String(Math.max(1, index)).padStart(3, '0')}`,
      premature,
      age: Math.round(58 + 6 * premature + 12 * (random() - 0.5)),
      rate: 60 + 25 * random(),
      first: 0.3 + 0.3 * random(),
      planted: 0.6 + 3.8 * random(),
    }
  })
}

/** A wave of a beat: when it is highest behind the beat (s), how wide it is (s), how high in every lead (mV). */
interface Wave {
  readonly at: number
  readonly width: number
  readonly heights: readonly number[]
}

const beat: readonly Wave[] = [
  { at: -0.16, width: 0.025, heights: [0.1, 0.15, 0.05, 0.06] },
  { at: 0, width: 0.012, heights: [0.7, 1.1, -0.5, -0.6] },
  { at: 0.28, width: 0.05, heights: [0.2, 0.3, 0.08, 0.15] },
]
const prematureBeat: Wave = { at: 0, width: 0.06, heights: [-0.3, -0.2, 1.5, 1.7] }
const noise = 0.02

/** Draws the recording [leads, samples] in mV. */
export function drawEcg(one: EcgCase): Float32Array {
  const normal = createNormal(createRandom('modalens ecg noise', one.caseId))
  const period = 60 / one.rate
  const beats = Array.from({ length: 8 }, (_, index) => one.first + index * period)
  const values = new Float32Array(ecgLeads.length * ecgSamples)
  for (let index = 0; index < values.length; index += 1) {
    const lead = Math.floor(index / ecgSamples)
    const time = (index % ecgSamples) / ecgHz
    const heightOf = ({ at, width, heights }: Wave, start: number): number =>
      (heights[lead] ?? 0) * Math.exp(-0.5 * ((time - start - at) / width) ** 2)
    const usual = beats.reduce(
      (sum, start) => sum + beat.reduce((waves, wave) => waves + heightOf(wave, start), 0),
      0,
    )
    const planted = one.premature === 1 ? heightOf(prematureBeat, one.planted) : 0
    values[index] = usual + planted + noise * normal()
  }
  return values
}
