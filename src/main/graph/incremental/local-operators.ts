/** The operators that can be recomputed in place, by a table. */
import { planBatchNormalization } from './ops/batch-normalization'
import { combiningOperators, planCombine } from './ops/combine'
import { planConcat } from './ops/concat'
import { planConv } from './ops/conv'
import { elementwiseOperators, planElementwise } from './ops/elementwise'
import { planPad } from './ops/pad'
import { planAveragePool, planMaxPool } from './ops/pool'
import type { PlanStep } from './step'

/** A new local operator is one file and one line here; what is not in the table runs on whole maps. */
export const localOperators: ReadonlyMap<string, PlanStep> = new Map<string, PlanStep>([
  ['Conv', planConv],
  ['MaxPool', planMaxPool],
  ['AveragePool', planAveragePool],
  ['BatchNormalization', planBatchNormalization],
  ['Concat', planConcat],
  ['Pad', planPad],
  ...combiningOperators.map((name): [string, PlanStep] => [name, planCombine]),
  ...elementwiseOperators.map((name): [string, PlanStep] => [name, planElementwise]),
])
