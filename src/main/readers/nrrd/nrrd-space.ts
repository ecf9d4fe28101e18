/** Where the voxels of an NRRD file lie. */
import { AppError, type ErrorData } from '@shared/errors'
import type { RawVolume, Vector } from '../voxels/raw-volume'

type NrrdSpace = Pick<RawVolume, 'steps' | 'origin' | 'notices'>

/** Signs that turn a space into LPS. */
const spaces: Readonly<Record<string, Vector>> = {
  'left-posterior-superior': [1, 1, 1],
  lps: [1, 1, 1],
  'right-anterior-superior': [-1, -1, 1],
  ras: [-1, -1, 1],
  'left-anterior-superior': [1, -1, 1],
  las: [1, -1, 1],
}

/**
 * Reads space, space directions and space origin, or spacings where there are none, as steps and origin in LPS mm.
 * What the header leaves open is assumed with the notice image/geometry-assumed.
 * Errors: image/volume-unsupported, image/damaged. Source: NRRD file format, section 5.
 */
export function parseNrrdSpace(fields: ReadonlyMap<string, string>, file: string): NrrdSpace {
  const assumed: ErrorData[] = []
  const assume = (what: string): void => {
    assumed.push({ code: 'image/geometry-assumed', details: { file, format: 'NRRD', what } })
  }
  const signs = spaceSigns(fields, file)
  if (signs === null) assume('the patient axes, so they are taken as left, posterior, superior')
  const units = fields.get('spaceunits')
  if (units !== undefined && !/^("mm"\s*)+$/.test(units)) throw unsupported(file, 'space units other than mm')
  const origin = vectorsOf(fields.get('spaceorigin') ?? '')[0]
  if (origin === undefined) assume('the position of the first voxel, so it is taken as 0, 0, 0')
  const steps = fields.has('spacedirections') ? directions(fields, file) : spacingSteps(fields, file)
  if (steps === null) assume('the spacing, so it is taken as 1 mm')
  const toLps = (vector: Vector): Vector => turned(vector, signs ?? [1, 1, 1])
  const [i, j, k] = steps ?? axisSteps([1, 1, 1])
  return { steps: [toLps(i), toLps(j), toLps(k)], origin: toLps(origin ?? [0, 0, 0]), notices: assumed }
}

/** Reads the spacing along the two axes of an image in mm; none where the header gives none, or another unit. */
export function flatNrrdSpacing(fields: ReadonlyMap<string, string>): readonly number[] {
  const units = fields.get('spaceunits') ?? fields.get('units')
  if (units !== undefined && !/^("mm"\s*)+$/.test(units)) return []
  const spacings = fields.get('spacings')
  if (spacings !== undefined) return spacings.split(/\s+/).map(Number)
  const vectors = [...(fields.get('spacedirections') ?? '').matchAll(/\(([^()]*)\)/g)]
  return vectors.map((found) => Math.hypot(...(found[1] ?? '').split(',').map(Number)))
}

function spaceSigns(fields: ReadonlyMap<string, string>, file: string): Vector | null {
  const space = fields.get('space')?.toLowerCase()
  if (space === undefined) return null
  const signs = Object.hasOwn(spaces, space) ? spaces[space] : undefined
  if (signs === undefined) throw unsupported(file, 'a space other than LPS, RAS or LAS')
  return signs
}

function directions(fields: ReadonlyMap<string, string>, file: string): [Vector, Vector, Vector] {
  const [i, j, k, ...others] = vectorsOf(fields.get('spacedirections') ?? '')
  if (i !== undefined && j !== undefined && k !== undefined && others.length === 0) return [i, j, k]
  const why = 'its space directions are not three vectors of three numbers'
  throw new AppError('image/damaged', { file, format: 'NRRD', why })
}

function spacingSteps(fields: ReadonlyMap<string, string>, file: string): [Vector, Vector, Vector] | null {
  const written = fields.get('spacings')
  if (written === undefined) return null
  const [i, j, k, ...others] = written.split(/\s+/).map(Number)
  if (i !== undefined && j !== undefined && k !== undefined && others.length === 0)
    return axisSteps([i, j, k])
  throw new AppError('image/damaged', { file, format: 'NRRD', why: 'its spacings are not three numbers' })
}

function axisSteps([i, j, k]: Vector): [Vector, Vector, Vector] {
  return [
    [i, 0, 0],
    [0, j, 0],
    [0, 0, k],
  ]
}

/** "(1,0,0) (0,1,0)" -> vectors; what has not three numbers is left out. */
function vectorsOf(written: string): Vector[] {
  const words = [...written.matchAll(/\(([^()]*)\)/g)].map((found) => (found[1] ?? '').split(',').map(Number))
  return words.flatMap((numbers) => {
    const [x, y, z] = numbers
    const whole = numbers.length === 3 && x !== undefined && y !== undefined && z !== undefined
    return whole ? [[x, y, z] as const] : []
  })
}

/** + 0 turns -0 into 0. */
function turned([x, y, z]: Vector, [signX, signY, signZ]: Vector): Vector {
  return [x * signX + 0, y * signY + 0, z * signZ + 0]
}

function unsupported(file: string, what: string): AppError {
  return new AppError('image/volume-unsupported', { file, format: 'NRRD', what })
}
