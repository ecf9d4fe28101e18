/** What is said of a part beside its sentence (masking-words): what becomes of the prediction, how weak its modality is. */
import { at } from '../at'
import { argMax } from '../predicted-class'
import type { StudyOutputs } from '../study'
import { gridParts, partNames, type PartLayout } from '../part'
import { timeWindows, windowName, type RecordingFacts } from '../recording'
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

const axisNames = ['z', 'y', 'x'] as const

/** The names of parts for a reader: of a box "z 0, y 16, x 0", where it begins; of a recording lead and time; else those of exports. */
export function shownPartNames(layout: PartLayout, recording?: RecordingFacts): string[] {
  const windows = recording === undefined ? null : timeWindows(layout, recording)
  if (windows !== null) return windows.map(windowName)
  if (layout.kind !== 'grid') return partNames(layout)
  const axes = axisNames.slice(-layout.dims.length)
  return gridParts(layout).map(({ offset }) =>
    offset.length === 1
      ? `at ${at(offset, 0)}`
      : offset.map((place, axis) => `${at(axes, axis)} ${place}`).join(', '),
  )
}
