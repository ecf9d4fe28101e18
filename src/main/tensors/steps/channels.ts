/** Step channels. */
import { AppError } from '@shared/errors'
import { elementCount } from '@shared/tensor'
import { newValues, type Grid, type StepOf, type TensorPlace } from '../grid'

/** Weights of red, green and blue in grey: ITU-R BT.601, as Pillow's mode L. */
const greyWeights = [0.299, 0.587, 0.114] as const

/**
 * Chooses the channels: grey is a weighted mean of red, green and blue; rgb and bgr repeat a grey channel; bgr reverses red, green and blue.
 * Errors: tensor/channels when there are neither 1 nor 3.
 */
export function chooseChannels(grid: Grid, { order, step }: StepOf<'channels'>, place: TensorPlace): Grid {
  const { channels } = grid
  if (channels !== 1 && channels !== 3) {
    throw new AppError('tensor/channels', { ...place, step, got: channels, wanted: [1, 3] })
  }
  const perChannel = elementCount(grid.dims)
  const planes = Array.from({ length: channels }, (_, channel) =>
    grid.values.subarray(channel * perChannel, (channel + 1) * perChannel),
  )
  const chosen = order === 'grey' ? [toGrey(planes)] : toColour(planes, order)
  const values = newValues(grid, chosen.length * perChannel)
  chosen.forEach((plane, channel) => {
    if (values.length > 0) values.set(plane, channel * perChannel)
  })
  return { ...grid, channels: chosen.length, values }
}

function toColour(planes: readonly Float32Array[], order: 'rgb' | 'bgr'): readonly Float32Array[] {
  const [first] = planes
  if (first !== undefined && planes.length === 1) return [first, first, first]
  return order === 'bgr' ? [...planes].reverse() : planes
}

function toGrey(planes: readonly Float32Array[]): Float32Array {
  const [red, green, blue] = planes
  if (red === undefined) return new Float32Array()
  if (green === undefined || blue === undefined) return red
  return red.map(
    (value, index) =>
      value * greyWeights[0] + (green[index] ?? 0) * greyWeights[1] + (blue[index] ?? 0) * greyWeights[2],
  )
}
