/** 5 of 11: a box of a tensor [channels, ...dims] as lines of neighbouring values. */
import type { PartBox } from './visit-masked'

export interface GridLine {
  readonly channel: number
  /** Index of the first value in the tensor. */
  readonly start: number
  readonly length: number
  /** Position of the first value, three axes, missing ones first. */
  readonly position: readonly [number, number, number]
}

/** Lists the lines of a box, channel after channel, last axis along the line. */
export function toLines(dims: readonly number[], box: PartBox): GridLine[] {
  const [channels = 1, ...spatial] = dims
  const [depth = 1, height = 1, width = 1] = [1, 1, ...spatial].slice(-3)
  const [loZ = 0, loY = 0, loX = 0] = [0, 0, ...box.lo].slice(-3)
  const [hiZ = depth, hiY = height, hiX = width] = [1, 1, ...box.hi].slice(-3)
  const lines: GridLine[] = []
  for (let channel = 0; channel < channels; channel += 1) {
    for (let z = loZ; z < hiZ; z += 1) {
      for (let y = loY; y < hiY; y += 1) {
        const start = ((channel * depth + z) * height + y) * width + loX
        lines.push({ channel, start, length: hiX - loX, position: [z, y, loX] })
      }
    }
  }
  return lines
}
