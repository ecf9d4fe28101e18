/** Benchmark: an image as a sequence of patches with a class token. */
import type { Net } from '../net'
import { addConv } from './conv'
import type { FeatureMap } from './feature-map'
import { addExpand, addReshape } from './shape'

export interface PatchEmbedding {
  readonly width: number
  /** Side of a square patch in pixels. */
  readonly patch: number
  readonly patchCount: number
}

/** Adds Conv -> Reshape -> Transpose -> class token in front -> positions: [batch, patchCount + 1, width]. */
export function addPatchEmbedding(
  net: Net,
  image: FeatureMap,
  { width, patch, patchCount }: PatchEmbedding,
): string {
  const map = addConv(net, image, {
    out: width,
    kernel: patch,
    stride: patch,
    pad: 0,
    activation: 'none',
    batchNorm: false,
  })
  const rows = addReshape(net, map.name, [width, patchCount])
  const sequence = net.add('Transpose', [rows], { perm: [0, 2, 1] })
  const token = addExpand(net, net.weights([1, 1, width], 1), sequence, [-1, -1])
  const joined = net.add('Concat', [token, sequence], { axis: 1 })
  return net.add('Add', [joined, net.weights([1, patchCount + 1, width], 0.5)])
}
