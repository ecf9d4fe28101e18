/** The verdict on a modality in a sentence: is it used at all (method.md section 7). */
import type { DatasetContribution, ModalityVerdict, VerdictLimits } from '../contribution'
import { percent } from './interval-words'

export interface CollapseWords {
  /** Collapses: to be seen first. */
  readonly alarms: readonly string[]
  /** What is not decided, and why: no alarm. */
  readonly open: readonly string[]
}

/** One sentence per modality that is not clearly used. */
export function collapseWords({ collapse, verdicts, intervalMethod }: DatasetContribution): CollapseWords {
  // Earlier versions judged by one limit and kept no more than it.
  const earlier = intervalMethod === 'bootstrap' && verdicts.length === 0 ? collapse : []
  const isAlarm = ({ verdict }: ModalityVerdict): boolean =>
    verdict === 'collapse' || verdict === 'not-connected'
  return {
    alarms: [
      ...earlier.map(
        ({ modality, upperLimit }) =>
          `Unimodal collapse by the rule of an earlier version, the pooled share alone: ${modality}, upper limit ${limit(upperLimit)}. Run it again to judge it by the present rule.`,
      ),
      ...verdicts.filter(isAlarm).map(sentenceOf),
    ],
    open: verdicts.filter((one) => !isAlarm(one)).map(sentenceOf),
  }
}

function sentenceOf(one: ModalityVerdict): string {
  switch (one.verdict) {
    case 'not-connected':
      return `Unimodal collapse by structure: ${one.modality} is not connected. No path in the model leads from it to the output, whatever the patients.`
    case 'collapse':
      return `Unimodal collapse: ${one.modality} adds nothing beside the others. ${one.basis === 'no-response' ? silence(one) : limits(one)}${replaced(one)}`
    case 'no-response-seen':
      return `No response seen: ${silence(one)}${untilCollapse(one)}${replaced(one)}`
    case 'not-decided':
      return `Not decided whether ${one.modality} adds anything beside the others. ${undecided(one)}${replaced(one)}`
  }
}

function silence({ modality, patientCount, respondingAtMost }: ModalityVerdict): string {
  return `${modality} did not respond in any of ${patientCount} ${patientCount === 1 ? 'patient' : 'patients'}; at most ${percent(respondingAtMost)} of patients respond (95 %).`
}

function untilCollapse({ leastPatients, threshold }: ModalityVerdict): string {
  return leastPatients === null
    ? ''
    : ` It is called a collapse from ${leastPatients} patients on (threshold ${threshold}).`
}

function limits({ pooled, whole, threshold, patientCount }: ModalityVerdict): string {
  return `The upper 95 % limits of its share are ${limit(pooled.upperLimit)} (pooled) and ${limit(whole.upperLimit)} (masked as a whole), both below ${threshold}; ${patientCount} patients.`
}

function undecided(one: ModalityVerdict): string {
  const { pooled, whole, threshold, patientCount, leastPatients } = one
  const isBelow = [pooled, whole].every(({ upperLimit }) => upperLimit !== null && upperLimit < threshold)
  if (isBelow) {
    return `${limits(one).slice(0, -1)} are few: from ${leastPatients ?? 0} on this is called a collapse.`
  }
  return `Its share is ${range(pooled)} pooled and ${range(whole)} masked as a whole, against a threshold of ${threshold}; ${patientCount} ${patientCount === 1 ? 'patient' : 'patients'}.`
}

/** The share with its one-sided limits. */
function range({ share, lowerLimit, upperLimit }: VerdictLimits): string {
  if (share === null) return 'unknown'
  if (upperLimit === null) return `${limit(share)} (without limits)`
  return `${limit(share)} (95 % limits ${limit(lowerLimit)} and ${limit(upperLimit)})`
}

/** A typical value hides a modality that only gates. */
function replaced({ replacement }: ModalityVerdict): string {
  return replacement === null
    ? ''
    : ` It was replaced by ${replacement}; masking with a typical value hides a modality that only gates the others.`
}

/** Three decimals, more where they would all be 0. */
function limit(value: number | null): string {
  if (value === null) return '-'
  return value === 0 || value >= 0.001 ? value.toFixed(3) : value.toPrecision(1)
}
