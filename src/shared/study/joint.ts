/** Sets of parts that are masked at once. */
import { z } from 'zod'

export interface JointPart {
  /** A modality, or a channel group as `modality/group`. */
  readonly modality: string
  /** What its parts are called; null: all of it. */
  readonly part: string | null
}

export const jointSchema = z
  .array(
    z
      .array(
        z
          .string()
          .min(1)
          .describe(
            'modality/part (an attribute, a label, a word, the corner of a patch), or a modality or channel group for all of it',
          ),
      )
      .min(2),
  )
  .default([])
  .describe(
    'sets of parts that are masked at once, such as [ct/left lung, record/smoker]; reported beside m_i, never inside',
  )

/** More passes for one set are no even mean of donors any more that anybody waits for. */
export const mostJointDraws = 100

/** So many passes give every donor of every member the same weight: the least common multiple of their numbers. */
export function jointDraws(draws: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  return draws.reduce((all, one) => (all * one) / divisor(all, one), 1)
}

/** Reads a reference: `names` are modalities, and channel groups as `modality/group`. Null where it begins with none of them. */
export function toJointPart(reference: string, names: readonly string[]): JointPart | null {
  if (names.includes(reference)) return { modality: reference, part: null }
  const [longest] = names
    .filter((name) => reference.startsWith(`${name}/`))
    .toSorted((a, b) => b.length - a.length)
  return longest === undefined ? null : { modality: longest, part: reference.slice(longest.length + 1) }
}
