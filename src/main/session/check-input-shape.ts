/** Does an input of the model have the axes that a modality makes? */
import type { ErrorData } from '@shared/errors'
import type { ModelValue } from '@shared/model'
import type { StudyModality } from '@shared/study'
import { tabularColumns } from '../tensors/tabular-columns'

/** Compares rank, and for records the number of columns, with what the graph says. Codes: model/input-rank, model/input-width. */
export function checkInputShape({ name, dims }: ModelValue, modality: StudyModality): ErrorData[] {
  const where = { modality: modality.name, input: name }
  const wanted = rankOf(modality)
  const rankFits = modality.kind === 'tabular' ? isRecord(dims) : dims.length === wanted
  if (!rankFits) {
    const words = dims.map((length) => length ?? '?').join(' x ')
    return [{ code: 'model/input-rank', details: { ...where, rank: dims.length, wanted, dims: words } }]
  }
  if (modality.kind !== 'tabular') return []
  const width = longAxes(dims)[0] ?? 1
  const found = tabularColumns(modality).reduce((sum, { columns }) => sum + columns.length, 0)
  if (typeof width !== 'number' || found === width) return []
  return [{ code: 'model/input-width', details: { ...where, found, wanted: width } }]
}

/** Axes that a modality makes, with the batch. */
function rankOf(modality: StudyModality): number {
  if (modality.kind === 'text' || modality.kind === 'tabular') return 2
  return (modality.kind === 'volume' ? 4 : 3) + (modality.layout === 'no-channels' ? 0 : 1)
}

/** A record is a batch and one axis; axes of length 1 around it are only a matter of export. */
function isRecord(dims: ModelValue['dims']): boolean {
  return dims.length > 0 && longAxes(dims).length <= 1
}

function longAxes(dims: ModelValue['dims']): ModelValue['dims'] {
  return dims.slice(1).filter((length) => length !== 1)
}
