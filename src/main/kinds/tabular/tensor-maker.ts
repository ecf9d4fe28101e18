/** Record -> feature vector. */
import { AppError } from '@shared/errors'
import type { TabularModality } from '@shared/study'
import { checkStatistics } from '../../tensors/check-statistics'
import type { ColumnStatistics } from '../../tensors/column-statistics'
import { encodeAttribute } from '../../tensors/encode-attribute'
import type { TensorPlace } from '../../tensors/grid'
import { columnCount } from '../../tensors/tabular-columns'
import type { ImmediateTensorMaker } from '../../tensors/tensor-maker'
import { fits, wantedDims, wantedWords, type InputDims, type WantedDims } from '../../tensors/wanted-dims'
import { holdsNumber, wholeRange } from '../../tensors/whole-numbers'

/** What the maker of a record needs to know of model and dataset. */
export interface RecordContext {
  readonly inputDims: InputDims
  readonly inputDtypes?: ReadonlyMap<string, string>
  readonly statistics: ColumnStatistics
}

/**
 * Creates the tensor maker of a record: float32 [columns], or with axes of length 1 where the model has them ([1, columns], []). Where
 * the input takes whole numbers, so are all values. Errors when made: tensor/no-input and those of checkStatistics.
 * Errors per case: tensor/shape, tensor/not-finite, tensor/not-whole, those of encodeAttribute.
 */
export function createTabularTensorMaker(
  modality: TabularModality,
  context: RecordContext,
): ImmediateTensorMaker {
  const wanted = wantedDims(context.inputDims, modality.input, modality.name)
  checkStatistics(modality, context.statistics)
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
    const values = Float32Array.from(encodeRecord(modality, value.cells, context, place))
    const count = values.filter((one) => !Number.isFinite(one)).length
    if (count > 0) throw new AppError('tensor/not-finite', { ...place, count })
    return {
      modality: modality.name,
      tensors: new Map([[modality.input, { dtype: 'float32', dims, values }]]),
      text: null,
    }
  }
}

/** The tensor columns of one row, in study order. Errors: tensor/not-whole, those of encodeAttribute. */
export function encodeRecord(
  { input, attributes }: TabularModality,
  cells: Readonly<Record<string, string>>,
  { statistics, inputDtypes }: Pick<RecordContext, 'statistics' | 'inputDtypes'>,
  place: TensorPlace,
): number[] {
  const dtype = inputDtypes?.get(input) ?? 'float32'
  return attributes.flatMap((attribute) => {
    const { name } = attribute
    const values = encodeAttribute(attribute, cells, statistics.get(name) ?? null, place)
    if (values.every((value) => holdsNumber(dtype, value))) return values
    const [from, to] = wholeRange(dtype) ?? [-Infinity, Infinity]
    const where = { ...place, attribute: name, column: attribute.column ?? name, input }
    throw new AppError('tensor/not-whole', {
      ...where,
      dtype,
      isWhole: values.every(Number.isInteger),
      from,
      to,
    })
  })
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
