/** Replacement line. */
import { AppError } from '@shared/errors'
import type { NumericReplacement, PartView } from '../part-view'

/** First and last position of a part along one line. */
interface Reach {
  first: number
  last: number
}

/**
 * Creates the replacement by a straight line between the values just before and just behind the part, along the last axis (time) and
 * for each lead by itself, in float64. At an end of the recording it is the value at the other end of the part; a lead that is masked as
 * a whole becomes its own mean (method.md section 2).
 */
export function createLine(): NumericReplacement {
  return (view) => {
    const time = view.spatial.at(-1)
    if (time === undefined)
      throw new AppError('bug/unexpected', { where: 'replacement line', words: view.modality })
    const { values } = view.original
    const positionOf = (index: number): number => Math.floor(index / time.stride) % time.length
    const reaches = reachesOf(view, positionOf, time.stride)
    const valueAt = (line: number, position: number): number =>
      values[line + position * time.stride] ?? Number.NaN
    const lineMean = (line: number): number => {
      let sum = 0
      for (let position = 0; position < time.length; position += 1) sum += valueAt(line, position)
      return sum / time.length
    }
    const means = new Map<number, number>()
    return (index) => {
      const position = positionOf(index)
      const line = index - position * time.stride
      const { first, last } = reaches.get(line) ?? { first: position, last: position }
      const [hasBefore, hasBehind] = [first > 0, last < time.length - 1]
      if (!hasBefore && !hasBehind) {
        const mean = means.get(line) ?? lineMean(line)
        means.set(line, mean)
        return mean
      }
      if (!hasBefore) return valueAt(line, last + 1)
      if (!hasBehind) return valueAt(line, first - 1)
      const share = (position - first + 1) / (last - first + 2)
      return (1 - share) * valueAt(line, first - 1) + share * valueAt(line, last + 1)
    }
  }
}

function reachesOf(
  { part }: PartView,
  positionOf: (index: number) => number,
  stride: number,
): ReadonlyMap<number, Reach> {
  const reaches = new Map<number, Reach>()
  part((index) => {
    const position = positionOf(index)
    const line = index - position * stride
    const reach = reaches.get(line)
    if (reach === undefined) reaches.set(line, { first: position, last: position })
    else {
      reach.first = Math.min(reach.first, position)
      reach.last = Math.max(reach.last, position)
    }
  })
  return reaches
}
