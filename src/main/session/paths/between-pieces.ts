/** The tensors that a piece takes from the untouched pass of a case, ready to be repeated. */
import type { OrtTensor } from '../onnxruntime'
import type { UntouchedCase } from './untouched-pass'
import type { ModelPieces } from './model-pieces'

/** Finds the named frontier tensors of a case with their batch axes. */
export function betweenPieces(
  { frontier }: ModelPieces,
  names: readonly string[],
  { tensors }: UntouchedCase,
) {
  return new Map<string, { readonly tensor: OrtTensor; readonly batchAxis: number | null }>(
    names.flatMap((name) => {
      const tensor = tensors.get(name)
      return tensor === undefined
        ? []
        : [[name, { tensor, batchAxis: frontier.get(name)?.batchAxis ?? null }]]
    }),
  )
}
