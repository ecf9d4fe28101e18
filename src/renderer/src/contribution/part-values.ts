/** One number per part of a modality, as the user wants to see it. */
import type { ColourScale } from '@shared/charts/colour-scale'
import { absoluteEffect, signedEffect, type ClassChoice } from '@shared/charts/part-effect'
import type { CaseContribution, PartDifferences } from '@shared/contribution'

export type EffectKind = 'absolute' | 'signed'

/** Effect of every part: mean or max over classes, or one class; absolute or signed (METHOD section 4). */
export function partValues({ signed }: PartDifferences, kind: EffectKind, choice: ClassChoice): number[] {
  return signed.map((row) => (kind === 'absolute' ? absoluteEffect(row, choice) : signedEffect(row, choice)))
}

/** One scale for all modalities of the case, so that a modality with little effect looks pale beside one with much. */
export function caseScale(
  { modalities }: CaseContribution,
  kind: EffectKind,
  choice: ClassChoice,
): ColourScale {
  const sizes = modalities.flatMap((one) => partValues(one, kind, choice).map(Math.abs))
  return { kind, limit: Math.max(0, ...sizes) }
}
