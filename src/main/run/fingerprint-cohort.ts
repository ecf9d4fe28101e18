/** What was learned of a cohort, as one hash: a run must not go on with other statistics than it began with. */
import { createHash } from 'node:crypto'
import type { Cohort } from './learn-cohort'

/** SHA-256 over statistics, part sizes and passes; not over the plan, which says what the machine can take. */
export function fingerprintCohort({ columns, partSizes, tensors, passes }: Cohort): string {
  const hash = createHash('sha256')
  const say = (...words: readonly unknown[]): void => {
    hash.update(`${JSON.stringify(words)}\n`)
  }
  for (const [modality, ofModality] of columns)
    for (const [attribute, { count, mean, std, min, max, median, mode }] of ofModality)
      say(modality, attribute, count, mean, std, min, max, median, mode)
  for (const [modality, size] of partSizes) say(modality, size)
  for (const [modality, ofModality] of tensors)
    for (const [input, { dtype, dims, values }] of ofModality) {
      say(modality, input, dtype, dims)
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    }
  say(passes)
  return hash.digest('hex')
}
