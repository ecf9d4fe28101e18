/** A picture together with the label map that its parts are cut by. */
import type { GridModality } from '@shared/study'
import type { SourceRef } from '../dataset/source-ref'
import { readLabelMap } from '../readers/labels/read-label-map'
import type { GridKind, GridValue } from '../readers/read-file'

/** Reads the map where the study names one. Errors: those of the picture and of readLabelMap. */
export async function withLabels(
  picture: Promise<GridValue>,
  kind: GridKind,
  ref: Extract<SourceRef, { lies: 'in-file' }>,
  { parts }: Pick<GridModality, 'parts'>,
): Promise<GridValue> {
  const value = await picture
  if (parts.kind !== 'labels' || ref.labels === undefined) return value
  return { ...value, labels: await readLabelMap(ref.labels, kind, parts.source.series ?? null) }
}
