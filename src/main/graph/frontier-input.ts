/** A tensor that a derived model takes from the untouched pass of the case. */
import type { ModelDtype } from './build-model'

export interface FrontierInput {
  readonly name: string
  readonly dtype: ModelDtype
}
