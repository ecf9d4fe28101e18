/** What the contribution needs to know of a study. */
import type { ModalityIdentity } from '@shared/run'
import type { RunSettings, StudyOutputs } from '@shared/study'

export interface ContributionOptions {
  readonly aggregation: RunSettings['aggregation']
  readonly outputs: StudyOutputs
  /** A case whose summed differences are below it is silent. */
  readonly responseFloor: number
  readonly collapseThreshold: number
  /** What verdicts say of a modality beside its figures; one that is not named has neither. */
  readonly modalities: readonly Pick<ModalityIdentity, 'name' | 'replacement' | 'connected'>[]
}

/** A difference up to it is none; a model of tiny outputs has a floor of its own, below it. */
const noDifference = 1e-6

/** Fills in the default floor of method.md section 1: 1e-6 times the number of outputs. */
export function toContributionOptions(
  settings: RunSettings,
  outputs: StudyOutputs,
  modalities: ContributionOptions['modalities'] = [],
): ContributionOptions {
  const { aggregation, collapseThreshold } = settings
  const responseFloor = settings.responseFloor ?? noDifference * outputs.names.length
  return { aggregation, outputs, responseFloor, collapseThreshold, modalities }
}

/** The largest difference of one output that is none (method.md sections 6 and 7). */
export function differenceFloor({
  responseFloor,
  outputs,
}: Pick<ContributionOptions, 'responseFloor' | 'outputs'>): number {
  return Math.min(noDifference, responseFloor / outputs.names.length)
}
