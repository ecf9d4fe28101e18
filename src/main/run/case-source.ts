/** Where the outcomes of cases come from: this thread, or several workers with a case each. */
import { AppError, toErrorData, type ErrorData } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import type { DatasetCase } from '../dataset/dataset'
import { loadCase } from './load-case'
import { occludeCase, type CaseMachine } from './occlude-case'
import { countPasses } from './occlusions'

/** What became of a case: its outputs, or why it is skipped; run/cancelled when it was only interrupted. */
export type CaseOutcome = CaseOutputs | ErrorData

/** What is heard of the cases at hand. */
export type CaseNews = { readonly caseId: string } & (
  | { readonly news: 'counted'; readonly passes: number }
  /** Passes that ran, and passes that need not run because their parts are inert or drawn twice. */
  | { readonly news: 'stepped'; readonly run: number; readonly passedOver: number }
  | { readonly news: 'over'; readonly outcome: CaseOutcome }
)

export interface CaseSource {
  /**
   * Takes the cases in their order, tells how each goes on, and ends when all are over. Several may be at hand at once and
   * over in any order. A case that fails is told as over and stops no other; after an abort no further case is taken.
   */
  readonly run: (cases: readonly DatasetCase[], signal: AbortSignal) => AsyncGenerator<CaseNews, void>
  readonly release: () => Promise<void>
}

/** Computes the cases in this thread, one at a time. Owns the path. */
export function createCaseSource(machine: CaseMachine): CaseSource {
  return {
    run: async function* (cases, signal) {
      for (const datasetCase of cases) {
        yield* runCase(machine, datasetCase, signal)
        if (signal.aborted) return
      }
    },
    release: () => machine.path.release(),
  }
}

/** Computes one case; a failure of any kind is its outcome. */
export async function* runCase(
  machine: CaseMachine,
  datasetCase: DatasetCase,
  signal: AbortSignal,
): AsyncGenerator<CaseNews, void> {
  const { caseId } = datasetCase
  try {
    if (signal.aborted) throw new AppError('run/cancelled', {})
    const original = await loadCase(machine.prepared, machine.maskers, datasetCase)
    yield { news: 'counted', caseId, passes: countPasses(machine.maskers, original) }
    const steps = occludeCase(machine, datasetCase, original, signal)
    for (;;) {
      const step = await steps.next()
      if (step.done === true) {
        yield { news: 'over', caseId, outcome: step.value }
        return
      }
      yield { news: 'stepped', caseId, ...step.value }
    }
  } catch (thrown) {
    yield { news: 'over', caseId, outcome: toErrorData(thrown, `case ${caseId}`) }
  }
}

export function isFailure(outcome: CaseOutcome): outcome is ErrorData {
  return 'code' in outcome
}
