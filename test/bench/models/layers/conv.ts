/** Benchmark: a convolution with batch normalisation (folded or not) and an activation. */
import type { Net } from '../net'
import { addActivation, gains, type Activation } from './activation'
import { addBatchNorm } from './batch-norm'
import type { FeatureMap } from './feature-map'

export interface ConvOptions {
  readonly out: number
  /** Length along every spatial axis. */
  readonly kernel: number
  /** Default 1. */
  readonly stride?: number
  /** Zeros at both ends of every axis; default keeps the size of a map at stride 1. */
  readonly pad?: number
  /** Default 1. */
  readonly group?: number
  /** Default relu. */
  readonly activation?: Activation
  /** Default true; false for a plain convolution with a bias. */
  readonly batchNorm?: boolean
  /** Factor on the He-scaled weights, default 1. */
  readonly gain?: number
}

/** Adds Conv -> BatchNormalization -> activation; a folded normalisation is the bias of Conv. */
export function addConv(net: Net, map: FeatureMap, options: ConvOptions): FeatureMap {
  const { out, kernel, stride = 1, group = 1, activation = 'relu', batchNorm = true, gain = 1 } = options
  const pad = options.pad ?? Math.floor(kernel / 2)
  const axes = Array.from({ length: map.rank }, () => kernel)
  const taps = (map.channels / group) * kernel ** map.rank
  const weight = net.weights(
    [out, map.channels / group, ...axes],
    (gain * gains[activation]) / Math.sqrt(taps),
  )
  const keepsNorm = batchNorm && !net.foldBatchNorm
  const bias = keepsNorm ? [] : [net.between(out, -0.2, 0.2)]
  const name = net.add('Conv', [map.name, weight, ...bias], {
    dilations: axes.map(() => 1),
    group,
    kernel_shape: axes,
    pads: [...axes, ...axes].map(() => pad),
    strides: axes.map(() => stride),
  })
  const convolved = { ...map, name, channels: out }
  const normal = keepsNorm ? addBatchNorm(net, convolved) : convolved
  return { ...normal, name: addActivation(net, normal.name, activation) }
}
