/** The figures of a run while it goes on: what a result over the same cases would say. */
import type { CaseOutputs } from '@shared/outputs'
import { differenceFloor, toContributionOptions } from '../contribution/contribution-options'
import { toCaseDifferences, toCaseSums, type CaseSums } from '../contribution/differences'
import { createRunningFigures, type FiguresSoFar } from '../contribution/running-figures'
import { ofModalities } from '../maskers/joint-masker'
import type { RunJob } from './job'

export interface WatchedFigures extends FiguresSoFar {
  /** What is counted of a case. */
  readonly toSums: (outputs: CaseOutputs) => CaseSums
}

/** Watches with the settings and the floor of the run. */
export function watchFigures({ prepared, maskers }: Pick<RunJob, 'prepared' | 'maskers'>): WatchedFigures {
  const { settings, open } = prepared
  const options = toContributionOptions(settings, open.study.outputs)
  const { aggregation, responseFloor } = options
  const names = ofModalities(maskers).map(({ name }) => name)
  const floor = differenceFloor(options) * options.outputs.names.length
  return {
    ...createRunningFigures(names, aggregation, floor),
    toSums: (outputs) => toCaseSums(toCaseDifferences(outputs, responseFloor)),
  }
}
