/** What is said of a part beside its sentence (masking-words): what becomes of the prediction, how weak its modality is. */
import { at } from '../at'
import { argMax } from '../predicted-class'
import type { StudyOutputs } from '../study'
import { plainWords } from './number-words'

/** the prediction becomes adenocarcinoma, 0.484; null where it stays, or where there is no such thing as the predicted class. */
export function flipWords(
  original: readonly number[],
  differences: readonly number[],
  { kind, names }: Pick<StudyOutputs, 'kind' | 'names'>,
): string | null {
  if (kind !== 'multi-class') return null
  const occluded = original.map((value, index) => value - at(differences, index))
  const now = argMax(occluded)
  if (now === argMax(original)) return null
  return `the prediction becomes ${names[now] ?? now}, ${plainWords(at(occluded, now), 3)}`
}

/** 39 times below ct: how much weaker a scale is than the strongest; null where it is not. */
export function weakerWords(
  limit: number,
  strongest: { readonly modality: string; readonly limit: number },
): string | null {
  if (limit <= 0 || strongest.limit / limit < 1.05) return null
  const times = strongest.limit / limit
  return `${times < 9.95 ? times.toFixed(1) : Math.round(times).toLocaleString('en')} times below ${strongest.modality}`
}
