/** Benchmark: the residual network from the image or volume to its features. */
import type { Net } from '../net'
import { addBasicBlock } from './basic-block'
import { addConv } from './conv'
import type { FeatureMap, FeatureRow } from './feature-map'
import { addGlobalPool, addMaxPool } from './pool'

export interface ResNetShape {
  /** Channels of each stage; the stem has those of the first. */
  readonly widths: readonly number[]
  /** Blocks of each stage. */
  readonly blocks: number
}

export const resNet18: ResNetShape = { widths: [64, 128, 256, 512], blocks: 2 }
export const tinyResNet: ResNetShape = { widths: [8, 8, 16, 16], blocks: 1 }

/** Adds the stem (7-wide, stride 2, max pooling), the stages and the global mean: [batch, last width]. */
export function addResNet(net: Net, input: FeatureMap, { widths, blocks }: ResNetShape): FeatureRow {
  const stem = addConv(net, input, { out: widths[0] ?? 1, kernel: 7, stride: 2 })
  let map = addMaxPool(net, stem, { kernel: 3, stride: 2, pad: 1 })
  for (const [stage, width] of widths.entries()) {
    for (let block = 0; block < blocks; block += 1) {
      map = addBasicBlock(net, map, width, stage > 0 && block === 0 ? 2 : 1)
    }
  }
  return addGlobalPool(net, map)
}
