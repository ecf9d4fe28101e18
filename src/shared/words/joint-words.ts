/** Sets of parts masked at once, as a table and what it means. */
import type { JointContribution } from '../joint-contribution'
import { intervalNoteWords } from './interval-words'

export interface JointTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One row per set. */
export function toJointTable(joint: readonly JointContribution[]): JointTable {
  return {
    head: ['masked at once', 'cases', 'mean change', 'redundancy', '95 % interval', ''],
    rows: joint.map(({ name, caseCount, meanDifference, redundancy, interval, intervalNote }) => [
      name,
      String(caseCount),
      meanDifference === null ? '-' : meanDifference.toPrecision(3),
      redundancy === null ? '-' : redundancy.toFixed(2),
      interval === null ? 'none' : `${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}`,
      caseCount === 0 || intervalNote === null ? '' : intervalNoteWords(intervalNote),
    ]),
  }
}

export const jointNote =
  'Mean change: over cases that have all parts of the set, and over outputs. Redundancy: effect of masking them at once divided by the sum of ' +
  'their effects one by one; below 1 they repeat each other, above 1 the model needs them together. None of this is inside m.'
