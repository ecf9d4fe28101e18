/** Records: a bar for each attribute. */
import { at } from '@shared/at'
import { effectBarOption } from '@shared/charts/effect-bar'
import { lightTheme } from '@shared/charts/theme'
import { meanEffect } from './ink'
import type { ReportKind } from './kind'

/** As many bars as stand well beside the pictures of a case. */
const shownAttributes = 24

export const tabularKind: ReportKind = {
  slice: null,
  isDrawnAsPicture: false,
  blocks: ({ modality, layout, signed }, index, { limit, ofWhat }) => {
    // A record that is masked as one part has no attributes to compare.
    if (layout.kind !== 'attributes') return []
    const effects = signed.map(meanEffect)
    const named = layout.attributes
      .map(({ name }, part) => ({ name, effect: at(effects, part) }))
      .toSorted((a, b) => b.effect - a.effect)
      .slice(0, shownAttributes)
    const cut = named.length < layout.attributes.length ? `, the ${named.length} largest` : ''
    return [
      {
        kind: 'chart',
        title: `${modality}: absolute change of ${ofWhat}${cut}`,
        option: effectBarOption(named, limit, lightTheme, index),
        height: 40 + 16 * named.length,
        alt: `Change of the outputs when each attribute of ${modality} is masked`,
      },
    ]
  },
}
