/** Sets of parts that are masked at once. */
import { z } from 'zod'

export interface JointPart {
  /** A modality or a channel group. */
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

/** Reads a reference: names of modalities have no slash. */
export function toJointPart(reference: string): JointPart {
  const slash = reference.indexOf('/')
  if (slash < 0) return { modality: reference, part: null }
  return { modality: reference.slice(0, slash), part: reference.slice(slash + 1) }
}
