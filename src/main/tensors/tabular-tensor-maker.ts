/** 3 of 11: record -> feature vector. */
import { AppError } from '@shared/errors'
import type { TabularModality } from '@shared/study'
import { checkStatistics } from './check-statistics'
import type { ColumnStatistics } from './column-statistics'
import { encodeAttribute } from './encode-attribute'
import { columnCount } from './tabular-columns'
import type { ImmediateTensorMaker } from './tensor-maker'
import { fits, wantedDims, wantedWords, type InputDims, type WantedDims } from './wanted-dims'

/**
 * Creates the tensor maker of a record: float32 [columns], or with axes of length 1 where the model has them ([1, columns], []).
 * Errors when made: tensor/no-input and those of checkStatistics. Errors per case: tensor/shape, tensor/not-finite, those of encodeAttribute.
 */
export function createTabularTensorMaker(
  modality: TabularModality,
  inputDims: InputDims,
  statistics: ColumnStatistics,
): ImmediateTensorMaker {
  const wanted = wantedDims(inputDims, modality.input, modality.name)
  checkStatistics(modality, statistics)
  const columns = modality.attributes.reduce((sum, attribute) => sum + columnCount(attribute), 0)
  const dims = dimsFor(columns, wanted)
  return (value, caseId) => {
    const place = { caseId, modality: modality.name }
    if (value.kind !== 'record') {
      throw new AppError('tensor/source-kind', { ...place, wanted: 'record', got: value.kind })
    }
    if (!fits(dims, wanted)) {
      throw new AppError('tensor/shape', {
        ...place,
        input: modality.input,
        got: dims,
        wanted: wantedWords(wanted),
        problem: 'columns',
      })
    }
    const values = Float32Array.from(
      modality.attributes.flatMap((attribute) =>
        encodeAttribute(attribute, value.cells, statistics.get(attribute.name) ?? null, place),
      ),
    )
    const count = values.filter((one) => !Number.isFinite(one)).length
    if (count > 0) throw new AppError('tensor/not-finite', { ...place, count })
    return {
      modality: modality.name,
      tensors: new Map([[modality.input, { dtype: 'float32', dims, values }]]),
      text: null,
    }
  }
}

/** A record is one axis; axes of length 1 around it are only a matter of export. */
function dimsFor(columns: number, wanted: WantedDims): number[] {
  const plain = [columns]
  if (wanted.length === 0) return columns === 1 ? [] : plain
  const long = wanted.findLastIndex((length) => length === columns)
  const axis = long === -1 ? wanted.findLastIndex((length) => length === null) : long
  const stretched = wanted.map((length, other) => (other === axis ? columns : (length ?? 1)))
  return axis !== -1 && stretched.reduce((product, length) => product * length, 1) === columns
    ? stretched
    : plain
}
