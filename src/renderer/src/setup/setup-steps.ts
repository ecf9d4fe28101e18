/** The six steps of the guided set-up: which part of the file each of them is about. */
import type { KeyPath } from '@shared/draft'
import type { DraftAccess } from './use-draft'

export type StepName = 'model' | 'table' | 'modalities' | 'parts' | 'outputs' | 'plan'

export interface SetupStep {
  readonly name: StepName
  readonly title: string
  /** True for places of the file that the step shows. */
  readonly owns: (path: KeyPath) => boolean
}

const partKeys = new Set<string | number>(['parts', 'replacement', 'channelGroups', 'absent'])
const isOfModality = (path: KeyPath): boolean => path[0] === 'modalities'

export const setupSteps: readonly SetupStep[] = [
  { name: 'model', title: 'Model', owns: ([key]) => key === 'model' || key === 'name' || key === undefined },
  { name: 'table', title: 'Table', owns: ([key]) => key === 'dataset' },
  {
    name: 'modalities',
    title: 'Modalities',
    owns: (path) => isOfModality(path) && !partKeys.has(path[2] ?? ''),
  },
  { name: 'parts', title: 'Parts', owns: (path) => isOfModality(path) && partKeys.has(path[2] ?? '') },
  { name: 'outputs', title: 'Outputs', owns: ([key]) => key === 'outputs' },
  { name: 'plan', title: 'Plan', owns: ([key]) => key === 'run' || key === 'joint' || key === 'grounding' },
]

export interface StepState {
  readonly guesses: number
  readonly problems: number
}

/** What is left to do in a step; a model or table that cannot be read is to mend, too. */
export function stepState(
  { draft, faults }: Pick<DraftAccess, 'draft' | 'faults'>,
  { owns }: SetupStep,
): StepState {
  const { marks = [], problems = [] } = draft.value ?? {}
  const against = faults.value.filter(({ path, isFatal }) => isFatal && path !== null && owns(path))
  return {
    guesses: marks.filter(({ path }) => owns(path)).length,
    problems: problems.filter(({ path }) => owns(path)).length + against.length,
  }
}

export function stateWords({ guesses, problems }: StepState): string {
  if (problems > 0) return problems === 1 ? '1 to mend' : `${problems} to mend`
  if (guesses > 0) return guesses === 1 ? '1 guess' : `${guesses} guesses`
  return 'confirmed'
}
