/** Benchmark: a LayerNormalization node (opset 17). */
import type { Net } from '../net'

/** Adds layer normalisation over the last axis, of the given width. */
export function addLayerNorm(net: Net, input: string, width: number): string {
  const scale = net.between(width, 0.8, 1.2)
  const shift = net.between(width, -0.2, 0.2)
  return net.add('LayerNormalization', [input, scale, shift], { axis: -1, epsilon: 1e-6 })
}
