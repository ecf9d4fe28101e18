/** What should be known about the size of the pixels that a model is given. */
import type { ErrorData } from '@shared/errors'
import type { SourceValue } from '../readers/source-value'
import type { Grid, GridSettings } from './grid'

/** Below this share a difference of height and width is rounding. */
const TOLERANCE = 0.01

/** Notices pixels of an image that were not square and have not become so, and mm that are not those in the patient. */
export function noticePixels(value: SourceValue, grid: Grid, { name, steps }: GridSettings): ErrorData[] {
  const known = 'pixelSize' in value ? value.pixelSize : undefined
  if (known === undefined) return []
  const { size, doubt } = known
  const pixelSize = grid.spacingMm ?? grid.pixelRatio ?? []
  const isSqueezed = !isSquare(size) && !isSquare(pixelSize)
  return [
    ...(isSqueezed ? [{ code: 'tensor/not-square' as const, details: { modality: name, pixelSize } }] : []),
    ...(doubt !== undefined && steps.some(({ step }) => step === 'resample') ? [doubt] : []),
  ]
}

function isSquare([height = 1, width = 1]: readonly number[]): boolean {
  return Math.abs(height / width - 1) <= TOLERANCE
}
