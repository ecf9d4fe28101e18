/** The tensor that a model returns -> one row of numbers per case. */
import type { OrtTensor } from './onnxruntime'
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import type { StudyOutputs } from '@shared/study'
import { fromHalf } from './half'

/** The output that the study means. Errors: session/no-output, session/output-needed. */
export function chooseOutput(card: ModelCard, { tensor }: StudyOutputs): string {
  const known = card.outputs.map(({ name }) => name)
  if (tensor !== undefined) {
    if (known.includes(tensor)) return tensor
    throw new AppError('session/no-output', { model: card.fileName, output: tensor, known })
  }
  const [only] = known
  if (only === undefined || known.length > 1) {
    throw new AppError('session/output-needed', { model: card.fileName, known })
  }
  return only
}

/**
 * Flattens the output [batch, ...] to [batch][C] and cuts the slice of the study out; float32 values stay exact.
 * Errors: session/output-dtype, session/output-shape, session/output-count.
 */
export function toRows(answer: OrtTensor, batch: number, outputs: StudyOutputs): number[][] {
  const values = toNumbers(answer)
  const dims = [...answer.dims]
  // A model may drop the axes of a single case or class: [] and [batch] are fine as long as the count fits.
  if (values.length === 0 || values.length % batch !== 0 || (batch > 1 && dims[0] !== batch)) {
    throw new AppError('session/output-shape', { dims, batch })
  }
  const width = values.length / batch
  const [from, to] = cutOf(width, outputs)
  return Array.from({ length: batch }, (_, row) => values.slice(row * width + from, row * width + to))
}

/** The values [from, to) of `width` that the study names. Errors: session/output-count. */
export function cutOf(width: number, { slice, names }: StudyOutputs): readonly [number, number] {
  const [from, to] = slice ?? [0, width]
  if (from <= to && to <= width && to - from === names.length) return [from, to]
  const found = Math.max(0, Math.min(to, width) - from)
  throw new AppError('session/output-count', { found, wanted: names.length, width })
}

/** The values in order. Errors: session/output-dtype. */
export function toNumbers(answer: OrtTensor): number[] {
  const { data, type } = answer
  if (data instanceof Float32Array || data instanceof Float64Array) return Array.from(data)
  if (type === 'float16' && data instanceof Uint16Array) return Array.from(data, fromHalf)
  if (data instanceof BigInt64Array || data instanceof Int32Array) return Array.from(data, Number)
  throw new AppError('session/output-dtype', { dtype: type })
}
