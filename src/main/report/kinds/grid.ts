/** Images and volumes: a picture with its map. */
import type { PartDifferences } from '@shared/contribution'
import { gridParts } from '@shared/part'
import type { ReportKind } from './kind'

export const imageKind: ReportKind = { slice: () => null, isDrawnAsPicture: true, blocks: () => [] }
export const volumeKind: ReportKind = { slice: strongestSlice, isDrawnAsPicture: true, blocks: () => [] }

/** The middle slice of the part with the largest effect; the middle of the volume where no part stands out. */
function strongestSlice({ layout, signed }: PartDifferences, depth: number): number {
  const effects = signed.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0))
  const strongest = effects.indexOf(effects.reduce((most, effect) => Math.max(most, effect), 0))
  const part = layout.kind === 'grid' ? gridParts(layout)[strongest] : undefined
  const [first = 0] = part?.offset ?? []
  const [length = depth] = part?.size ?? []
  return first + Math.floor(length / 2)
}
