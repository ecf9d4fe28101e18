/** Demo: a cohort with a planted lesion, and with a marker in a corner that goes with the label: what a model should see, and a shortcut. */
import { createNormal, createRandom } from '../../maskers/random'

/** [slices, rows, columns] */
export const lesionDims = [8, 32, 32] as const
export const lesionSpacingMm = [4, 2, 2] as const

/** Values of the label map. */
export const organLabel = 1
export const lesionLabel = 2

/** Where the marker may be: the first rows and columns of the middle slices. */
export const markerBox = { slices: [2, 6], rows: [0, 4], columns: [0, 4] } as const

export interface LesionCase {
  readonly caseId: string
  readonly patient: string
  readonly malignant: 0 | 1
  readonly age: number
  /** [z, y, x] of the lesion in voxels, and its radius in voxels of a slice. */
  readonly centre: readonly [number, number, number]
  readonly radius: number
}

/** Every case has a lesion, which is bright where it is malignant; so is the marker. The first patient has two cases. */
export function createLesionCases(count: number): LesionCase[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom('modalens lesion', index)
    const malignant = random() < 0.5 ? 0 : 1
    return {
      caseId: `lesion-${String(index + 1).padStart(3, '0')}`,
      patient: `L${String(Math.max(1, index)).padStart(3, '0')}`,
      malignant,
      age: Math.round(55 + 8 * malignant + 9 * (random() - 0.5)),
      centre: [2.5 + 3 * random(), 12 + 9 * random(), 12 + 9 * random()],
      radius: 2.5 + 1.5 * random(),
    }
  })
}

const levels = { air: -900, organ: 40, lesion: [80, 320], marker: [-900, 700] } as const
const noise = 12

/** Draws the volume and its label map [z, y, x]: organ 1, lesion 2. */
export function drawLesion(one: LesionCase): { readonly volume: Int16Array; readonly labels: Uint8Array } {
  const [depth, height, width] = lesionDims
  const normal = createNormal(createRandom('modalens lesion volume', one.caseId))
  const volume = new Int16Array(depth * height * width)
  const labels = new Uint8Array(volume.length)
  for (let index = 0; index < volume.length; index += 1) {
    const z = Math.floor(index / (height * width))
    const y = Math.floor(index / width) % height
    const x = index % width
    const label = labelAt(one, z, y, x)
    labels[index] = label
    const level =
      label === lesionLabel
        ? levels.lesion[one.malignant]
        : label === organLabel
          ? levels.organ
          : isMarker(z, y, x)
            ? levels.marker[one.malignant]
            : levels.air
    volume[index] = Math.round(level + noise * normal())
  }
  return { volume, labels }
}

function labelAt({ centre, radius }: LesionCase, z: number, y: number, x: number): number {
  // A slice is as thick as two pixels are wide.
  if (Math.hypot(2 * (z - centre[0]), y - centre[1], x - centre[2]) <= radius) return lesionLabel
  return ((y - 16) / 12) ** 2 + ((x - 16) / 13) ** 2 <= 1 ? organLabel : 0
}

function isMarker(z: number, y: number, x: number): boolean {
  const inside = (at: number, [from, to]: readonly [number, number]): boolean => at >= from && at < to
  const { slices, rows, columns } = markerBox
  return inside(z, slices) && inside(y, rows) && inside(x, columns)
}
