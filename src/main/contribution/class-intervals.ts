/** Intervals of the shares that the modalities have in each class (method.md sections 1 and 6). */
import { at } from '@shared/at'
import type { ShareInterval } from '@shared/contribution'
import { toShares } from './aggregate'
import { toClusterRows } from './clusters'
import type { CaseSums } from './differences'
import { toShareIntervals } from './share-intervals'

/** [C][n]; null for a class in which nothing responds. Up to `floor` per case a patient does not respond in a class. */
export function toClassIntervals(
  cases: readonly CaseSums[],
  classCount: number,
  floor: number,
): (readonly ShareInterval[] | null)[] {
  return Array.from({ length: classCount }, (_, index) => {
    const patients = toClusterRows(cases, ({ modalities }) =>
      modalities.map(({ perClass }) => at(perClass, index)),
    )
    const figures = {
      toShares: (sums: Float64Array) => toShares([...sums]),
      toAmounts: (row: Float64Array) => [...row],
    }
    return toShareIntervals({ ...patients, ...figures }, floor)?.intervals ?? null
  })
}
