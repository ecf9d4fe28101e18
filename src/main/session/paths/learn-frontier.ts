/** What the tensors between a cached and a recomputed part of a graph look like. */
import { at } from '@shared/at'
import type { OrtTensor } from '../onnxruntime'
import { isModelDtype, type ModelDtype } from '../../graph/build-model'
import type { FrontierInput } from '../../graph/frontier-input'
import type { OrtModel } from '../ort-model'
import { tileTensor } from './tile-tensor'

export interface FrontierTensor {
  readonly dtype: ModelDtype
  /** For a batch of 1. */
  readonly dims: readonly number[]
  /** The axis that grows with the batch; null when none does. */
  readonly batchAxis: number | null
}

/**
 * Runs a batch of 1 and one of 2 and compares dims. Null when a tensor has a dtype that derived models cannot take or changes
 * in another way than its batch axis. Errors: session/piece-not-run, when the model takes no batch of 2.
 */
export async function learnFrontier(
  model: OrtModel,
  feeds: Readonly<Record<string, OrtTensor>>,
  names: readonly string[],
): Promise<ReadonlyMap<string, FrontierTensor> | null> {
  const twice = Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [name, tileTensor(tensor, 0, 2)]),
  )
  const made = names.filter((name) => !(name in feeds))
  const once = new Map([...(await model.run(feeds, made)), ...Object.entries(feeds)])
  const doubled = new Map([...(await model.run(twice, made)), ...Object.entries(twice)])
  const learned = new Map<string, FrontierTensor>()
  for (const name of names) {
    const tensor = compare(once.get(name), doubled.get(name))
    if (tensor === null) return null
    learned.set(name, tensor)
  }
  return learned
}

function compare(once: OrtTensor | undefined, twice: OrtTensor | undefined): FrontierTensor | null {
  if (once === undefined || twice?.dims.length !== once.dims.length || !isModelDtype(once.type)) return null
  const changed = once.dims.flatMap((length, axis) => (twice.dims[axis] === length ? [] : [axis]))
  const [batchAxis = null] = changed
  const doubles = batchAxis === null || twice.dims[batchAxis] === 2 * at(once.dims, batchAxis)
  return changed.length > 1 || !doubles ? null : { dtype: once.type, dims: [...once.dims], batchAxis }
}

/** Declares those of the named tensors that derived models take. */
export function toFrontierInputs(
  frontier: ReadonlyMap<string, FrontierTensor>,
  names: readonly string[],
): FrontierInput[] {
  return names.flatMap((name) => {
    const tensor = frontier.get(name)
    return tensor === undefined ? [] : [{ name, dtype: tensor.dtype }]
  })
}
