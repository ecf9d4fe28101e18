/** What the model fixes about one of its inputs, without the batch axis. */
import { AppError } from '@shared/errors'

/** Dims of every model input with the batch axis: a number, the name of a free axis, or null. */
export type InputDims = ReadonlyMap<string, readonly (number | string | null)[]>

/** A fixed length, or null for a free axis. */
export type WantedDims = readonly (number | null)[]

/** Looks up what an input wants, batch axis dropped. Errors: tensor/no-input. */
export function wantedDims(inputDims: InputDims, input: string, modality: string): WantedDims {
  const dims = inputDims.get(input)
  if (dims === undefined) {
    throw new AppError('tensor/no-input', { modality, input, known: [...inputDims.keys()] })
  }
  return dims.slice(1).map((length) => (typeof length === 'number' ? length : null))
}

/** Tells whether dims agree with every length that is fixed. */
export function fits(dims: readonly number[], wanted: WantedDims): boolean {
  return (
    dims.length === wanted.length && wanted.every((length, axis) => length === null || length === dims[axis])
  )
}

/** Words for a sentence: free axes read "any". */
export function wantedWords(wanted: WantedDims): (string | number)[] {
  return wanted.map((length) => length ?? 'any')
}
