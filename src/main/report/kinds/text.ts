/** Texts: their words in colour. */
import { at } from '@shared/at'
import type { ReportKind } from './kind'
import { meanEffect, toInk } from './ink'

export const textKind: ReportKind = {
  picture: null,
  blocks: ({ modality, layout, signed }, _, { limit, ofWhat }) => {
    // A text that is masked as one part has no words to colour.
    if (layout.kind !== 'text') return []
    const effects = signed.map(meanEffect)
    const words = layout.segments.map(({ text }, part) => ({
      text,
      ...toInk(at(effects, part), { kind: 'absolute', limit }),
    }))
    return [{ kind: 'words', title: `${modality}: absolute change of ${ofWhat}`, words }]
  },
}
