/** Inputs of one value per case, and the columns that they are named after. */
import type { ModelValue } from '@shared/model'
import type { TableColumn } from './describe-columns'
import { namedLike } from './draft-names'

/** The column that an input of one value per case is named after; null for other inputs. */
export function namedColumn({ name, dims }: ModelValue, columns: readonly TableColumn[]): TableColumn | null {
  return widthOfInput(dims) === 1 ? namedLike(name, columns.filter(isMeasurable)) : null
}

/** Values of an input per case; null where the model leaves it open. */
export function widthOfInput(dims: ModelValue['dims']): number | null {
  if (dims.length < 2) return 1
  return typeof dims[1] === 'number' ? dims[1] : null
}

/** A column that an attribute may be made of. */
export function isMeasurable({ type }: TableColumn): boolean {
  return type === 'number' || type === 'boolean' || type === 'category'
}
