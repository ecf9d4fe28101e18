/** What a run says in the end, derived from its stored outputs alone, so that it can always be made again. */
import type { DeviceChoice } from '@shared/device'
import type { ErrorData } from '@shared/errors'
import type { GroundingResult } from '@shared/grounding-result'
import type { JointContribution } from '@shared/joint-contribution'
import type { CaseOutputs } from '@shared/outputs'
import type { CaseSummary, RunManifest, RunResult, RunState } from '@shared/run'
import type { Notice } from '@shared/notice'
import type { PathChoice } from '@shared/path-choice'
import type { DatasetContribution, IntervalNote } from '@shared/contribution'
import { noteWords } from '@shared/words/interval-words'
import { toCaseContribution } from '../contribution/case-contribution'
import { toContributionOptions } from '../contribution/contribution-options'
import { createCohort } from '../contribution/dataset-contribution'
import { createGrounding } from '../contribution/grounding'
import { createJoint } from '../contribution/joint'
import { toAdaptiveResult } from './adaptive-result'
import { countCutTexts, isCutText } from './cut-texts'
import { createEffects } from './near-tolerance'
import { createRecordingSum, type RecordingSum } from './recording-differences'
import { watchLabels } from './unseen-labels'

/** Above this share of parts with nothing to mask the user is told (method.md section 1). */
const inertWarningShare = 0.1

/** One stored case: its outputs, or why it was skipped. */
export type StoredCase = { readonly caseId: string } & (
  { readonly outputs: CaseOutputs } | { readonly error: ErrorData }
)

export interface RunSum {
  /** Takes what is stored of the next case; keeps none of its parts. */
  readonly add: (one: StoredCase) => void
  readonly end: (state: RunState) => RunResult
}

/** Sums up the stored cases of a run in its order; the same bytes for the same cases. */
export function createRunSum(manifest: RunManifest, choice: PathChoice | null): RunSum {
  const cohort = createCohort(toContributionOptions(manifest.settings, manifest.outputs, manifest.modalities))
  const effects = createEffects()
  const recordings = createRecordingSum()
  const sources = new Map(manifest.modalities.map(({ name, source }) => [name, source]))
  const joint = createJoint(manifest)
  const labels = watchLabels(manifest)
  const grounding = createGrounding(
    manifest.grounding,
    toContributionOptions(manifest.settings, manifest.outputs),
  )
  const aboutCases: Notice[] = []
  const cases: CaseSummary[] = []
  const compared: number[] = []
  return {
    add: (one) => {
      for (const notice of caseNotices(one)) aboutCases.push(notice)
      if (!('outputs' in one)) return
      const { outputs } = one
      cohort.add(outputs)
      effects.add(outputs)
      addRecordings(recordings, outputs, sources)
      joint.add(outputs)
      labels.add(outputs)
      grounding.add(outputs)
      cases.push(toCaseSummary(outputs, manifest))
      if (outputs.compared !== undefined) compared.push(outputs.compared.largestDifference)
    },
    end: (state) => {
      const contribution = cohort.end()
      const ofSets = joint.end()
      const ofLabels = grounding.end()
      const aboutPath = choice === null ? [] : [...choice.notices, ...effects.nearTolerance(choice)]
      return {
        run: manifest.run,
        state,
        manifest,
        path: choice === null ? null : toResultPath(choice, compared),
        contribution,
        joint: ofSets,
        grounding: ofLabels,
        adaptive: toAdaptiveResult(manifest, cohort.cases, state),
        cases,
        notices: [
          ...manifest.dataset.notices,
          ...aboutPath,
          ...aboutCases.filter((one) => !isCutText(one)),
          ...countCutTexts(aboutCases, cases.length),
          ...recordings.end(),
          ...contributionNotices(contribution),
          ...jointNotices(ofSets, cases.length),
          ...labels.end(),
          ...groundingNotices(ofLabels, cases.length),
        ],
      }
    },
  }
}

/** Once per modality of the study: its channel groups are of one and the same recording. */
function addRecordings(
  sum: RecordingSum,
  { caseId, modalities }: CaseOutputs,
  sources: ReadonlyMap<string, string>,
): void {
  const added = new Set<string>()
  for (const { modality, recording } of modalities) {
    const source = sources.get(modality) ?? modality
    if (recording === undefined || added.has(source)) continue
    added.add(source)
    sum.add(source, caseId, recording)
  }
}

/** Without the times, which differ from run to run. */
function toResultPath(
  { path, checkedMasks, tolerance, trials, device, workers, comparedCases, plainModalities }: PathChoice,
  later: readonly number[],
): RunResult['path'] {
  const before = trials.find((trial) => trial.path === path)?.largestDifference ?? null
  const differences = [...(before === null ? [] : [before]), ...later]
  return {
    ...{ path, checkedMasks, tolerance, comparedCases, plainModalities },
    largestDifference: differences.length === 0 ? null : Math.max(...differences),
    comparedLater: later.length,
    device: device === null ? null : toTimeless(device),
    workers: workers === null ? null : { count: workers.count, threads: workers.threads },
  }
}

function toTimeless({ trials, ...choice }: DeviceChoice) {
  const timeless = trials.map(({ device, largestDifference, refused }) => ({
    device,
    largestDifference,
    refused,
  }))
  return { ...choice, trials: timeless }
}

function toCaseSummary(outputs: CaseOutputs, manifest: RunManifest): CaseSummary {
  const { caseId, silent, labels, originalOutput, modalities } = toCaseContribution(
    outputs,
    toContributionOptions(manifest.settings, manifest.outputs, manifest.modalities),
  )
  const shares = modalities.map(({ modality, contribution }): [string, number] => [
    modality,
    contribution ?? 0,
  ])
  return { caseId, silent, labels, originalOutput, contribution: silent ? null : Object.fromEntries(shares) }
}

/** Why a case was skipped, or what its readers noticed. */
function caseNotices(one: StoredCase): Notice[] {
  const { caseId } = one
  if ('error' in one) return [{ ...one.error, caseId }]
  return one.outputs.notices.map((notice) => ({ ...notice, caseId }))
}

function contributionNotices(contribution: DatasetContribution): Notice[] {
  if (contribution.caseCount === 0) return []
  const absent = absentNotices(contribution)
  if (contribution.state === 'no-response') return [...absent, { code: 'run/no-difference', details: {} }]
  return [...absent, ...inertNotices(contribution), ...intervalNotices(contribution)]
}

function inertNotices({ modalities }: DatasetContribution): Notice[] {
  return modalities
    .filter(({ inertShare }) => inertShare > inertWarningShare)
    .map(({ modality, inertShare }) => ({
      code: 'run/inert-parts',
      details: { modality, percent: Math.round(100 * inertShare) },
      modality,
    }))
}

/** Sets that no case has: a name that is not right, or parts that no patient has together. */
function jointNotices(joint: readonly JointContribution[], caseCount: number): Notice[] {
  if (caseCount === 0) return []
  return joint
    .filter((one) => one.caseCount === 0)
    .map(({ name }) => ({ code: 'run/joint-nowhere', details: { name } }))
}

/** How many cases did without a modality. */
function absentNotices({ modalities, caseCount }: DatasetContribution): Notice[] {
  return modalities
    .filter(({ absentCases }) => absentCases > 0)
    .map(({ modality, absentCases: count }) => ({
      code: 'run/absent-modality',
      details: { modality, count, caseCount },
      modality,
    }))
}

/** Reasons for no interval that the number of patients does not tell. */
const surprising: ReadonlySet<IntervalNote | null> = new Set([
  'patients-do-not-differ',
  'one-patient-carries',
])

/** What the intervals of m_i rest on, or why there are none (method.md section 6); once for all modalities that share the reason. */
function intervalNotices({ modalities, patientCount: patients }: DatasetContribution): Notice[] {
  const effective = modalities
    .filter(({ intervalNote }) => intervalNote === 'approximate')
    .map(({ effectivePatients }) => Math.max(1, Math.round(effectivePatients ?? 1)))
  const reasons = new Map<string, string[]>()
  for (const one of modalities) {
    if (!surprising.has(one.intervalNote)) continue
    const why = noteWords(one)
    reasons.set(why, [...(reasons.get(why) ?? []), one.modality])
  }
  return [
    ...(effective.length === 0
      ? []
      : [
          {
            code: 'run/few-patients' as const,
            details: { patients, effective: Math.min(...effective) },
          },
        ]),
    ...[...reasons].map(([why, names]) => ({
      code: 'run/no-interval' as const,
      details: { modalities: names, patients, why },
    })),
  ]
}

/** A label that no case has, as one whose name is wrong; a shape that often fits nowhere else; patients with one and the same mask. */
function groundingNotices(grounding: readonly GroundingResult[], caseCount: number): Notice[] {
  if (caseCount === 0) return []
  return grounding.flatMap(({ modality, label, cases, notPlaced, otherPatient }): Notice[] => {
    if (cases.length === 0) return [{ code: 'labels/nowhere', details: { modality, label }, modality }]
    const total = cases.length
    const alone = otherPatient === null ? 0 : cases.filter(({ other }) => other === null).length
    const details = (count: number) => ({ modality, label, count, total })
    return [
      ...(notPlaced === 0
        ? []
        : [{ code: 'labels/not-placed' as const, details: details(notPlaced), modality }]),
      ...(alone === 0 ? [] : [{ code: 'labels/no-other' as const, details: details(alone), modality }]),
    ]
  })
}
