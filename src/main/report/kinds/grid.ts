/** Images and volumes: a picture with its map. */
import type { PartDifferences } from '@shared/contribution'
import { fullestSlice } from '@shared/label-parts-of'
import { gridParts } from '@shared/part'
import type { Block } from '../report-document'
import { effectBars } from './effect-bars'
import type { ReportKind } from './kind'

export const imageKind: ReportKind = { slice: () => null, isDrawnAsPicture: true, blocks: labelBars }
export const volumeKind: ReportKind = { ...imageKind, slice: strongestSlice }

/** Labels have names, which the picture does not tell. */
function labelBars(...[part, index, scale]: Parameters<ReportKind['blocks']>): Block[] {
  const { layout } = part
  return layout.kind === 'labels' && layout.labels.length > 0 ? effectBars(part, index, scale, 'label') : []
}

/** The middle slice of the part with the largest effect; the middle of the volume where no part stands out. */
function strongestSlice({ layout, signed }: PartDifferences, depth: number): number {
  const effects = signed.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0))
  const strongest = effects.indexOf(effects.reduce((most, effect) => Math.max(most, effect), 0))
  if (layout.kind === 'labels' && layout.labels.length > 0) return fullestSlice(layout, strongest)
  const part = layout.kind === 'grid' ? gridParts(layout)[strongest] : undefined
  const [first = 0] = part?.offset ?? []
  const [length = depth] = part?.size ?? []
  return first + Math.floor(length / 2)
}
