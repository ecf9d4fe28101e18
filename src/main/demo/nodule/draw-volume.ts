/** Demo: a small chest in Hounsfield units: body, two lungs, spine, a nodule in the right lung, fluid at the base. */
import { createNormal, createRandom } from '../../maskers/random'
import type { DemoCase } from './nodule-case'

/** [slices, rows, columns] */
export const volumeDims = [16, 48, 48] as const

const hu = { air: -1000, body: 40, lung: -850, bone: 500, nodule: 60, fluid: 10 } as const
const noiseHu = 18

/** Draws the volume [z, y, x]; z grows towards the head. */
export function drawVolume(one: DemoCase): Int16Array {
  const [depth, height, width] = volumeDims
  const random = createRandom('modalens demo volume', one.caseId)
  const normal = createNormal(random)
  const center = { z: 6 + 5 * random(), y: 17 + 8 * random(), x: 13 + 3 * random() }
  const volume = new Int16Array(depth * height * width)
  let index = 0
  for (let z = 0; z < depth; z += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        volume[index++] = Math.round(tissue(one, center, z, y, x) + noiseHu * normal())
      }
    }
  }
  return volume
}

interface Place {
  readonly z: number
  readonly y: number
  readonly x: number
}

function tissue(one: DemoCase, nodule: Place, z: number, y: number, x: number): number {
  if (!isInEllipse(y, x, 24, 24, 18, 22)) return hu.air
  if (isInEllipse(y, x, 35, 24, 3, 3)) return hu.bone
  const isLung = isInEllipse(y, x, 23, 14, 12, 7) || isInEllipse(y, x, 23, 34, 12, 7)
  if (!isLung) return hu.body
  // One slice is as thick as two pixels are wide.
  const distance = Math.hypot(2 * (z - nodule.z), y - nodule.y, x - nodule.x)
  if (distance <= one.noduleRadius) return hu.nodule
  // A patient lies on the back: fluid collects at the bottom of the picture, in the lower slices.
  const isFluid = z < 8 && y > 35 - 9 * one.effusion
  return isFluid ? hu.fluid : hu.lung
}

function isInEllipse(y: number, x: number, cy: number, cx: number, ry: number, rx: number): boolean {
  return ((y - cy) / ry) ** 2 + ((x - cx) / rx) ** 2 <= 1
}
