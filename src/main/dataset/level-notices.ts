/** Cells that are none of the levels of a one-hot attribute and are read as zeros because the study says so. */
import type { ErrorData } from '@shared/errors'
import { descriptionOf } from '@shared/kinds'
import type { Attribute, Study } from '@shared/study'
import { isMissingCell } from './missing-cell'
import type { Table } from './table/table'

const namedLines = 5

/** Counts them per attribute. Code: table/unknown-levels. */
export function levelNotices(table: Table, { modalities }: Study): ErrorData[] {
  return modalities
    .flatMap((modality) => descriptionOf(modality).attributes(modality))
    .filter(({ name, column = name }) => table.columns.includes(column))
    .flatMap((attribute) => noticeAttribute(table, attribute))
}

function noticeAttribute({ fileName: file, rows }: Table, attribute: Attribute): ErrorData[] {
  const { encoding, name, column = name } = attribute
  if (encoding.kind !== 'one-hot' || encoding.unknownLevel === 'refuse') return []
  const known = new Set(encoding.levels.map((level) => level.trim()))
  const unknown = rows.filter(({ cells }) => {
    const cell = (cells[column] ?? '').trim()
    return !known.has(cell) && !isMissingCell(attribute, cell)
  })
  if (unknown.length === 0) return []
  const lines = unknown.slice(0, namedLines).map(({ line }) => line)
  return [{ code: 'table/unknown-levels', details: { file, column, count: unknown.length, lines } }]
}
