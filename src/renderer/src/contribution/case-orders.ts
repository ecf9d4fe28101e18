/** The orders in which the cases of a run can be walked through, and what each is called. */
import type { CaseSummary, RunResult } from '@shared/run'
import { judgePrediction, truthOfOutputs } from '@shared/truth'

export interface CaseOrder {
  readonly name: string
  readonly cases: readonly CaseSummary[]
}

/** The order of the run first; an order that would not differ from it is left out. */
export function caseOrders({
  cases,
  manifest,
  contribution,
}: Pick<RunResult, 'cases' | 'manifest' | 'contribution'>): CaseOrder[] {
  const { outputs, labels: labelNames } = manifest
  const isWrong = ({ labels, originalOutput }: CaseSummary): boolean =>
    judgePrediction(originalOutput, truthOfOutputs(labels, labelNames, outputs), outputs) === 'wrong'
  const wrong = cases.filter(isWrong)
  const surest = ({ originalOutput }: CaseSummary): number => Math.max(...originalOutput)
  return [
    { name: 'in the order of the run', cases },
    ...(wrong.length === 0
      ? []
      : [
          {
            name: 'wrong and sure first',
            cases: [
              ...wrong.toSorted((a, b) => surest(b) - surest(a)),
              ...cases.filter((one) => !isWrong(one)),
            ],
          },
        ]),
    ...(contribution.modalities.length < 2 ? [] : contribution.modalities).map(({ modality }) => {
      // A silent case relies on nothing and comes last.
      const share = ({ contribution: m }: CaseSummary): number => m?.[modality] ?? -1
      return {
        name: `most reliant on ${modality} first`,
        cases: cases.toSorted((a, b) => share(b) - share(a)),
      }
    }),
  ]
}
