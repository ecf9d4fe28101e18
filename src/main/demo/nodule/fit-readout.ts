/** Demo: fits what reads nodule and effusion out of the trunk's features. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildModel } from '../../graph/build-model'
import { inspectModel } from '../../graph/inspect-model'
import { openSession } from '../../session/open-session'
import { means, type DemoCase } from './nodule-case'
import type { ImageReadout } from './nodule-model'
import { drawVolume, volumeDims } from './draw-volume'
import { trunkModel, trunkOutputs } from './image-trunk'
import { fitRidge } from './ridge'

const penalty = 1e-3
const [lowHu, highHu] = [-1000, 400]

/** Runs the trunk over all volumes and fits both readouts; targets are centred, so that an average case says nothing. */
export async function fitReadout(folder: string, cases: readonly DemoCase[]): Promise<ImageReadout> {
  const path = join(folder, 'trunk.onnx')
  await writeFile(path, buildModel(trunkModel()))
  const session = await openSession(path, {
    card: await inspectModel(path),
    outputs: trunkOutputs,
    threads: 1,
    device: 'cpu',
  })
  try {
    const features: number[][] = []
    for (const one of cases) {
      const values = Float32Array.from(drawVolume(one), toModelUnits)
      const [row = []] = await session.run(
        new Map([['volume', { dtype: 'float32', dims: [1, 1, ...volumeDims], values }]]),
        1,
      )
      features.push(row)
    }
    return {
      nodule: fitRidge(
        features,
        cases.map(({ noduleRadius }) => noduleRadius - means.nodule),
        penalty,
      ),
      effusion: fitRidge(
        features,
        cases.map(({ effusion }) => effusion - means.effusion),
        penalty,
      ),
    }
  } finally {
    await session.release()
  }
}

/** The same clip and scale as the study's steps. */
function toModelUnits(hu: number): number {
  return (Math.min(highHu, Math.max(lowHu, hu)) - lowHu) / (highHu - lowHu)
}
