/** Benchmark of memory: two volumes of the size that head and neck studies have, each through a 3-D ResNet-10. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addClasses } from './layers/fusion'
import { addResNet } from './layers/resnet'
import { addMapInput } from './modalities'
import { createNet } from './net'

/** [depth, height, width] of a case; tiny: a tenth of it. */
export const twoVolumesDims = { full: [160, 128, 128], tiny: [32, 32, 32] } as const

/** Builds two towers over `ct` and `pet`, joined behind their last layer. */
export function buildTwoVolumes(options: BenchOptions): BenchModel {
  const net = createNet(options)
  const dims = [1, ...twoVolumesDims[options.size]]
  const widths = options.size === 'tiny' ? [8, 8, 16, 16] : [64, 128, 256, 512]
  const names = ['ct', 'pet']
  const features = names.map((name) => addResNet(net, addMapInput(net, name, dims), { widths, blocks: 1 }))
  const part = twoVolumesDims[options.size].map((length) => length / 2)
  return net.finish(
    'two-volumes',
    addClasses(net, features, options.activation),
    names.map((name) => ({ name, kind: 'volume', input: name, part })),
  )
}
