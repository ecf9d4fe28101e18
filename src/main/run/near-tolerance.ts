/** Modalities whose effect is of the size of what a path may be wrong by: their figures are as uncertain. */
import type { CaseOutputs } from '@shared/outputs'
import type { Notice } from '@shared/notice'
import type { PathChoice } from '@shared/path-choice'
import { allowedAt } from '../session/paths/path-tolerance'

/** An effect of so many times the tolerance is told apart from an error of the path. */
const clearly = 10

interface Effect {
  /** The largest change of an output by any mask. */
  largest: number
  /** The same in units of what a path may differ by there. */
  times: number
  /** What it may differ by there. */
  tolerance: number
}

export interface Effects {
  readonly add: (outputs: CaseOutputs) => void
  /** One notice per modality whose masks move outputs, but none clearly. On the plain path there is nothing to differ from. */
  readonly nearTolerance: (choice: PathChoice) => Notice[]
}

/** Watches how much the masks of each modality move, case by case. */
export function createEffects(): Effects {
  const effects = new Map<string, Effect>()
  return {
    add: (outputs) => {
      addCase(effects, outputs)
    },
    nearTolerance: (choice) => toNotices(effects, choice),
  }
}

function toNotices(effects: ReadonlyMap<string, Effect>, { path, plainModalities }: PathChoice): Notice[] {
  if (path === 'plain') return []
  return [...effects].flatMap(([modality, { largest, times, tolerance }]): Notice[] => {
    if (largest === 0 || times > clearly || plainModalities.includes(modality)) return []
    return [{ code: 'run/near-tolerance', details: { modality, largest, path, tolerance }, modality }]
  })
}

function addCase(effects: Map<string, Effect>, { originalOutput, modalities }: CaseOutputs): void {
  for (const { modality, occludedOutput, wholeOutput } of modalities) {
    const effect = effects.get(modality) ?? { largest: 0, times: 0, tolerance: allowedAt(0) }
    effects.set(modality, effect)
    for (const row of [...occludedOutput, wholeOutput]) addRow(effect, originalOutput, row)
  }
}

function addRow(effect: Effect, original: readonly number[], row: readonly number[]): void {
  for (const [index, value] of original.entries()) {
    const difference = Math.abs((row[index] ?? value) - value)
    effect.largest = Math.max(effect.largest, difference)
    const times = difference / allowedAt(value)
    if (times <= effect.times) continue
    effect.times = times
    effect.tolerance = allowedAt(value)
  }
}
