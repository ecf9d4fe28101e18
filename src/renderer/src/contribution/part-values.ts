/** One number per part of a modality, as the user wants to see it. */
import type { ColourScale } from '@shared/charts/colour-scale'
import { absoluteEffect, signedEffect, type ClassChoice } from '@shared/charts/part-effect'
import type { CaseContribution, PartDifferences } from '@shared/contribution'
import { partCount } from '@shared/part'
import { count as grouped } from '@/ui/numbers'

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

/** The largest effect of a part, by modality. */
export function partLimits({ modalities }: CaseContribution, effect: Effect): Map<string, number> {
  return new Map(
    modalities.map((one) => [
      one.modality,
      partValues(one, effect).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
    ]),
  )
}

/** m 0.291 · 66 words · 2 flips */
export function partCountWords({
  contribution,
  layout,
  flips,
}: Pick<PartDifferences, 'contribution' | 'layout' | 'flips'>): string {
  const count = partCount(layout)
  const unit = layout.kind === 'text' ? layout.unit : partUnits[layout.kind]
  return [
    contribution === null ? 'silent' : `m ${contribution.toFixed(3)}`,
    countWords(count, unit),
    countWords(flips.length, 'flip'),
  ].join(' · ')
}

const partUnits = { grid: 'part', labels: 'label', attributes: 'attribute', whole: 'part' } as const

function countWords(count: number, unit: string): string {
  return `${grouped(count)} ${unit}${count === 1 ? '' : 's'}`
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
