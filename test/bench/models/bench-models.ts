/** Benchmark: all standard models by name, in the order of the table of results. */
import type { BenchModel, BenchOptions } from './bench-model'
import { buildDenseNet121 } from './densenet121'
import { buildEarlyFusionAttributes, buildEarlyFusionImages } from './early-fusion'
import { buildEfficientNetB0 } from './efficientnet-b0'
import { buildMobileNetV3Large } from './mobilenet-v3-large'
import { buildResNet18, buildResNet18Large } from './resnet18'
import { buildResNet18Text } from './resnet18-text'
import { buildResNet3d10 } from './resnet3d-10'
import { buildVgg11 } from './vgg11'
import { buildVitSmall } from './vit-small'

/** Builders by the name of their model; nothing is built before it is asked for. */
export const benchModels: ReadonlyMap<string, (options: BenchOptions) => BenchModel> = new Map([
  ['resnet3d-10', buildResNet3d10],
  ['resnet-18', buildResNet18],
  ['resnet-18-large', buildResNet18Large],
  ['vgg-11', buildVgg11],
  ['densenet-121', buildDenseNet121],
  ['efficientnet-b0', buildEfficientNetB0],
  ['mobilenet-v3-large', buildMobileNetV3Large],
  ['vit-small', buildVitSmall],
  ['resnet-18-text', buildResNet18Text],
  ['early-fusion-attributes', buildEarlyFusionAttributes],
  ['early-fusion-images', buildEarlyFusionImages],
])
