/** What each preprocessing step makes of a value, one after the other: for who sets a study up and looks at it. */
import type { Step } from '@shared/study'
import type { SourceValue } from '../readers/source-value'
import { statesPlace } from '../readers/stated-place'
import type { Grid, GridSettings, TensorPlace } from './grid'
import type { GridShape } from './source-grid'
import { applyStep } from './steps/apply-step'

/** A value between two steps. */
export interface GridStage {
  /** Null: as it was read. */
  readonly step: string | null
  readonly grid: Grid
  /** The file says where it lies in the patient. */
  readonly isPlaced: boolean
}

/** The value as it was read, then after every step; ends with the error of a step that fails. */
export function* gridStages(
  value: SourceValue,
  { steps }: Pick<GridSettings, 'steps'>,
  { toGrid }: Pick<GridShape, 'toGrid'>,
  place: TensorPlace,
): Generator<GridStage, void> {
  const first = toGrid(value, place)
  yield* stagesOf<Grid, Step>(first, steps, (grid, step) => applyStep(grid, step, place), {
    isPlaced: statesPlace(value),
    gridOf: (grid) => grid,
  })
}

/** Follows any value through its steps. */
export function* stagesOf<Value, Of extends { readonly step: string }>(
  first: Value,
  steps: readonly Of[],
  apply: (value: Value, step: Of) => Value,
  { isPlaced, gridOf }: { readonly isPlaced: boolean; readonly gridOf: (value: Value) => Grid },
): Generator<GridStage, void> {
  yield { step: null, grid: gridOf(first), isPlaced }
  let value = first
  for (const step of steps) {
    value = apply(value, step)
    yield { step: step.step, grid: gridOf(value), isPlaced }
  }
}
