/** The answer of a run -> sentences. They say what masking shows, and nothing about causes. */
import { collapseWords } from './collapse-words'
import type { DatasetContribution, ModalityContribution } from '../contribution'
import { noteWords } from './interval-words'
import type { RunResult } from '../run'

export interface Verdict {
  readonly headline: string
  /** Collapsed modalities: shown before the sentences. */
  readonly alarms: readonly string[]
  readonly sentences: readonly string[]
}

/** Above this share of parts with nothing to mask, the figures of a modality deserve a word (method.md section 1). */
const inertWarning = 0.1

/** Figures this close are the same, told apart by the rounding of a division only. */
const tie = 1e-12

/** Puts the answer of a run in words: those of `toVerdict`, after how much of the run they rest on where it is not over. */
export function toRunVerdict(result: RunResult, skipped: number, ending: readonly string[] = []): Verdict {
  const verdict = toVerdict(result.contribution, skipped, ending)
  if (result.state === 'finished') return verdict
  const { caseIds, settings } = result.manifest
  const planned = `${settings.adaptive === null ? '' : 'at most '}${caseIds.length} planned cases`
  const headline = `${result.contribution.caseCount} of ${planned} are computed. ${verdict.headline}`
  return { ...verdict, headline }
}

/** Puts the answer in words; `skipped` cases failed and are in no figure, `ending` says why an adaptive run ended. */
export function toVerdict(
  contribution: DatasetContribution,
  skipped: number,
  ending: readonly string[] = [],
): Verdict {
  const answered = contribution.caseCount - contribution.silentCases.length
  const { alarms, open } = collapseWords(contribution)
  if (contribution.caseCount === 0) {
    const sentences = [
      'There are no figures: no case of the run has been computed.',
      ...skippedSentences(skipped),
    ]
    return { headline: 'No case has been computed.', alarms: [], sentences }
  }
  if (contribution.state === 'no-response') {
    return {
      headline: 'The model did not respond to any masking.',
      alarms,
      sentences: [
        `Over ${cases(contribution.caseCount)} no output changed by more than the response floor, whichever part was masked.`,
        ...ending,
        ...skippedSentences(skipped),
      ],
    }
  }
  return {
    headline: headline(contribution),
    alarms,
    sentences: [
      `Figures over ${cases(contribution.caseCount)} of ${patients(contribution.patientCount)}, aggregation ${contribution.aggregation}: the share of all output changes that masking each modality causes in this model, on these cases.`,
      ...ending,
      ...open,
      ...disagreement(contribution),
      ...contribution.modalities.flatMap(inertSentences),
      ...silentSentences(contribution.silentCases.length, answered),
      ...skippedSentences(skipped),
    ],
  }
}

function headline({ modalities }: DatasetContribution): string {
  const [only] = modalities
  if (only === undefined) return 'The study has no modality.'
  if (modalities.length === 1) return `The model has one modality, ${only.modality}.`
  const leader = leading(modalities, (one) => one.contribution) ?? only
  const equals = modalities.filter((one) => one.contribution >= leader.contribution - tie)
  if (equals.length > 1) {
    const names = equals.map((one) => one.modality).join(' and ')
    return `No modality leads: ${names} stand at ${share(leader.contribution)} each.`
  }
  const second = leading(
    modalities.filter((one) => one !== leader),
    (one) => one.contribution,
  )
  const verb =
    second !== undefined && overlap(leader, second)
      ? 'The largest share, though not clearly, falls on'
      : 'The model responds most to'
  return `${verb} ${leader.modality}: ${share(leader.contribution)}${within(leader)}.`
}

function within(one: ModalityContribution): string {
  const { interval, intervalNote } = one
  if (interval === null) return intervalNote === null ? '' : ` (no interval: ${noteWords(one)})`
  const isApproximate = intervalNote === 'approximate'
  return ` (95 % interval ${share(interval[0])} to ${share(interval[1])}${isApproximate ? ', approximate' : ''})`
}

function overlap(leader: ModalityContribution, second: ModalityContribution): boolean {
  if (leader.interval === null || second.interval === null) return false
  return second.interval[1] >= leader.interval[0]
}

function disagreement({ aggregationsDisagree, modalities }: DatasetContribution): string[] {
  if (!aggregationsDisagree) return []
  const words = (['pooled', 'part-mean', 'whole'] as const).flatMap((name) => {
    const leader = leading(modalities, (one) => one.byAggregation[name])
    return leader === undefined
      ? []
      : [`${name}: ${leader.modality} (${share(leader.byAggregation[name] ?? 0)})`]
  })
  return [
    `The aggregations name different leading modalities (${words.join(', ')}). The order depends on how finely each modality was cut, so no single one should be quoted alone.`,
  ]
}

function inertSentences({ modality, inertShare }: ModalityContribution): string[] {
  if (inertShare <= inertWarning) return []
  return [
    `${Math.round(100 * inertShare)} % of the parts of ${modality} equal their replacement value (a black border, a zero), so masking them shows nothing; another replacement value may give another answer.`,
  ]
}

function silentSentences(silent: number, answered: number): string[] {
  if (silent === 0) return []
  return [
    `${cases(silent)} did not respond to any masking and ${silent === 1 ? 'is' : 'are'} left out of the means over cases (${answered} remain).`,
  ]
}

function skippedSentences(skipped: number): string[] {
  if (skipped === 0) return []
  return [
    `${cases(skipped)} could not be used and ${skipped === 1 ? 'is' : 'are'} in no figure; the reasons are listed.`,
  ]
}

/** The modality with the largest figure; the first of equals; undefined when none has one. */
function leading(
  modalities: readonly ModalityContribution[],
  figure: (one: ModalityContribution) => number | undefined,
): ModalityContribution | undefined {
  let best: ModalityContribution | undefined
  for (const one of modalities) {
    if (
      (figure(one) ?? Number.NEGATIVE_INFINITY) >
      (best === undefined ? Number.NEGATIVE_INFINITY : (figure(best) ?? 0))
    )
      best = one
  }
  return best
}

function share(value: number): string {
  return value.toFixed(3)
}

function cases(count: number): string {
  return `${count} case${count === 1 ? '' : 's'}`
}

function patients(count: number): string {
  return `${count} patient${count === 1 ? '' : 's'}`
}
