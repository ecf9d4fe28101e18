/** One number per part of a modality, as the user wants to see it. */
import type { ColourScale } from '@shared/charts/colour-scale'
import { absoluteEffect, signedEffect, type ClassChoice } from '@shared/charts/part-effect'
import type { CaseContribution, PartDifferences } from '@shared/contribution'

/** A direction is that of one output, by its index. */
export type Effect =
  | { readonly kind: 'absolute'; readonly choice: ClassChoice }
  | { readonly kind: 'signed'; readonly choice: number }

/** Effect of every part: mean or max over classes, or one class; absolute, or signed for one class (method.md section 4). */
export function partValues({ signed }: PartDifferences, effect: Effect): number[] {
  return signed.map((row) =>
    effect.kind === 'absolute' ? absoluteEffect(row, effect.choice) : signedEffect(row, effect.choice),
  )
}

/** One scale for all modalities of the case, so that a modality with little effect looks pale beside one with much. */
export function caseScale({ modalities }: CaseContribution, effect: Effect): ColourScale {
  const sizes = modalities.flatMap((one) => partValues(one, effect).map(Math.abs))
  return { kind: effect.kind, limit: sizes.reduce((largest, size) => Math.max(largest, size), 0) }
}

/** What the colours are of, in words. */
export function effectWords(effect: Effect, names: readonly string[], predicted: number | null): string {
  const { choice } = effect
  if (typeof choice !== 'number') {
    const [only] = names
    if (names.length === 1 && only !== undefined) return only
    return choice === 'mean' ? 'the mean over all outputs' : 'the output that changes most'
  }
  const name = names[choice] ?? String(choice)
  return choice === predicted && names.length > 1 ? `${name}, the predicted output` : name
}
