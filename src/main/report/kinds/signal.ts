/** Signals: leads over time, with the effect of their windows. */
import { shownNames, signalHeight, signalMapOption } from '@shared/charts/signal-map'
import { lightTheme } from '@shared/charts/theme'
import { meanEffect } from './ink'
import type { ReportKind } from './kind'

export const signalKind: ReportKind = {
  picture: 'read',
  blocks: ({ modality, layout, signed, recording }, _, { limit, ofWhat }, picture) => {
    // A recording that is masked as one part has no windows to colour.
    if (layout.kind !== 'grid' || picture === null) return []
    const [leads, samples] = picture.dims
    const signal = { leads, samples, values: picture.pixels, ...shownNames(recording) }
    const effects = {
      ...{ layout, masked: recording?.masked, values: signed.map(meanEffect) },
      scale: { kind: 'absolute' as const, limit },
    }
    return [
      {
        kind: 'chart',
        title: `${modality}: absolute change of ${ofWhat}`,
        option: signalMapOption(signal, effects, lightTheme),
        height: signalHeight(leads),
        alt: `Leads of ${modality} over time, coloured by the change when a window is masked`,
      },
    ]
  },
}
