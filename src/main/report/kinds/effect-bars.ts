/** Parts that have names as bars, the largest effect first. */
import { at } from '@shared/at'
import { effectBarOption } from '@shared/charts/effect-bar'
import { lightTheme } from '@shared/charts/theme'
import type { PartDifferences } from '@shared/contribution'
import { shownPartNames } from '@shared/words/part-words'
import type { Block } from '../report-document'
import { meanEffect } from './ink'
import type { CaseScale } from './kind'

/** As many bars as stand well beside the pictures of a case. */
const shownBars = 24

/** `each` is what a part is called; `index` the place of the modality among all. */
export function effectBars(
  { modality, layout, signed }: PartDifferences,
  index: number,
  { limit, ofWhat }: CaseScale,
  each: string,
): Block[] {
  const effects = signed.map(meanEffect)
  const names = shownPartNames(layout)
  const named = names
    .map((name, part) => ({ name, effect: at(effects, part) }))
    .toSorted((a, b) => b.effect - a.effect)
    .slice(0, shownBars)
  const cut = named.length < names.length ? `, the ${named.length} largest` : ''
  return [
    {
      kind: 'chart',
      title: `${modality}: absolute change of ${ofWhat}${cut}`,
      option: effectBarOption(named, limit, lightTheme, index),
      height: 40 + 16 * named.length,
      alt: `Change of the outputs when each ${each} of ${modality} is masked`,
    },
  ]
}
