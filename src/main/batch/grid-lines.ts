/** A part of a tensor [channels, ...dims] as lines of neighbouring values. */
import type { GridPart } from '@shared/part'

export interface GridLine {
  readonly channel: number
  /** Index of the first value in the tensor. */
  readonly start: number
  readonly length: number
  /** Position of the first value, three axes, missing ones first. */
  readonly position: readonly [number, number, number]
}

/** Lists the lines of a part, channel after channel, last axis along the line. */
export function toLines(dims: readonly number[], { offset, size }: GridPart): GridLine[] {
  const [channels = 1, ...spatial] = dims
  const [depth = 1, height = 1, width = 1] = [1, 1, ...spatial].slice(-3)
  const [firstZ = 0, firstY = 0, firstX = 0] = [0, 0, ...offset].slice(-3)
  const [countZ = 1, countY = 1, length = 1] = [1, 1, ...size].slice(-3)
  const lines: GridLine[] = []
  for (let channel = 0; channel < channels; channel += 1) {
    for (let z = firstZ; z < firstZ + countZ; z += 1) {
      for (let y = firstY; y < firstY + countY; y += 1) {
        const start = ((channel * depth + z) * height + y) * width + firstX
        lines.push({ channel, start, length, position: [z, y, firstX] })
      }
    }
  }
  return lines
}
