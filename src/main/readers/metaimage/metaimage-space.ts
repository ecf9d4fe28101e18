/** Where the voxels of a MetaImage lie. */
import { AppError, type ErrorData } from '@shared/errors'
import type { RawVolume, Vector } from '../voxels/raw-volume'
import type { MetaImageFields } from './metaimage-fields'

type MetaImageSpace = Pick<RawVolume, 'steps' | 'origin' | 'notices'>
type Fields = MetaImageFields['fields']

/**
 * Reads spacing, direction and origin; MetaImage counts in LPS mm, and each three numbers of its matrix are the direction of one
 * axis, as ITK reads them. What is missing is assumed with the notice image/geometry-assumed.
 * Errors: image/damaged, image/volume-unsupported.
 */
export function parseMetaImageSpace(fields: Fields, file: string): MetaImageSpace {
  const assumed: ErrorData[] = []
  const assume = (what: string): void => {
    assumed.push({ code: 'image/geometry-assumed', details: { file, format: 'MetaImage', what } })
  }
  const units = fields.get('DistanceUnits')
  if (units !== undefined && units !== 'mm' && units !== '?') {
    const what = 'distance units other than mm'
    throw new AppError('image/volume-unsupported', { file, format: 'MetaImage', what })
  }
  const spacing = numbers(fields, ['ElementSpacing', 'ElementSize'], 3, file)
  if (spacing === null) assume('the spacing, so it is taken as 1 mm')
  const matrix = numbers(fields, ['TransformMatrix', 'Rotation', 'Orientation'], 9, file)
  if (matrix === null) assume('the directions of its axes, so they are taken as left, posterior, superior')
  const step = (index: number): Vector => {
    const length = spacing?.[index] ?? 1
    const along = (row: number): number => length * (matrix?.[index * 3 + row] ?? (index === row ? 1 : 0)) + 0
    return [along(0), along(1), along(2)]
  }
  const origin = numbers(fields, ['Offset', 'Position', 'Origin'], 3, file)
  if (origin === null) assume('the position of the first voxel, so it is taken as 0, 0, 0')
  const [x = 0, y = 0, z = 0] = origin ?? []
  return { steps: [step(0), step(1), step(2)], origin: [x, y, z], notices: assumed }
}

/** Reads the spacing along the two axes of an image in mm; none where the header gives none, or another unit. */
export function flatMetaImageSpacing(fields: Fields): readonly number[] {
  const units = fields.get('DistanceUnits') ?? 'mm'
  const spacing = fields.get('ElementSpacing') ?? fields.get('ElementSize')
  return spacing === undefined || !['mm', '?'].includes(units) ? [] : spacing.split(/\s+/).map(Number)
}

function numbers(fields: Fields, names: readonly string[], count: number, file: string): number[] | null {
  const name = names.find((one) => fields.has(one))
  if (name === undefined) return null
  const found = (fields.get(name) ?? '').split(/\s+/).map(Number)
  if (found.length === count && found.every(Number.isFinite)) return found
  const why = `${name} has not ${count} numbers`
  throw new AppError('image/damaged', { file, format: 'MetaImage', why })
}
