/** Does an input of the model have the width that a record makes? */
import type { ErrorData } from '@shared/errors'
import type { ModelValue } from '@shared/model'
import type { TabularModality } from '@shared/study'
import { tabularColumns } from '../../tensors/tabular-columns'
import { rankProblem } from '../kind'

/** Compares axes and number of columns with what the graph says. Codes: model/input-rank, model/input-width. */
export function checkRecordShape({ name: input, dims }: ModelValue, modality: TabularModality): ErrorData[] {
  if (!isRecord(dims)) return [rankProblem(input, dims, modality.name, 2)]
  const width = longAxes(dims)[0] ?? 1
  const found = tabularColumns(modality).reduce((sum, { columns }) => sum + columns.length, 0)
  if (typeof width !== 'number' || found === width) return []
  return [{ code: 'model/input-width', details: { modality: modality.name, input, found, wanted: width } }]
}

/** A record is a batch and one axis; axes of length 1 around it are only a matter of export. */
function isRecord(dims: ModelValue['dims']): boolean {
  return dims.length > 0 && longAxes(dims).length <= 1
}

function longAxes(dims: ModelValue['dims']): ModelValue['dims'] {
  return dims.slice(1).filter((length) => length !== 1)
}
