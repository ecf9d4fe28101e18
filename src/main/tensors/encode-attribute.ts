/** One attribute of one record -> its tensor columns. */
import { AppError } from '@shared/errors'
import type { Attribute } from '@shared/study'
import { columnLevels } from '@shared/study/one-hot-levels'
import type { AttributeStatistics } from './column-statistics'
import type { TensorPlace } from './grid'
import { readCell, type CellReading } from './read-cell'
import { columnCount } from './tabular-columns'

/**
 * Encodes one cell. A missing value follows `missing`: mean, median and mode stand in before the encoding, a number after it;
 * flag gives 0 and a last column 1. Errors: tensor/no-column, tensor/missing-value, tensor/infinite, tensor/not-a-number, tensor/unknown-level.
 */
export function encodeAttribute(
  attribute: Attribute,
  cells: Readonly<Record<string, string>>,
  statistics: AttributeStatistics | null,
  place: TensorPlace,
): number[] {
  const column = attribute.column ?? attribute.name
  const cell = Object.hasOwn(cells, column) ? cells[column] : undefined
  const where = { ...place, attribute: attribute.name, column }
  if (cell === undefined) throw new AppError('tensor/no-column', where)
  const reading = readCell(attribute, cell)
  if (reading.kind === 'value') return withFlag(attribute, encodeValue(attribute, reading.value, statistics))
  const { encoding } = attribute
  if (reading.kind === 'unknown-level' && encoding.kind === 'one-hot' && encoding.unknownLevel === 'zeros') {
    return withFlag(attribute, encodeValue(attribute, noLevel, statistics))
  }
  if (reading.kind !== 'missing') throw readingError(reading.kind, attribute, where)
  if (attribute.missing === 'refuse') throw new AppError('tensor/missing-value', where)
  return encodeMissing(attribute, attribute.missing, statistics)
}

const mostLevels = 12

type Fault = Exclude<CellReading['kind'], 'value' | 'missing'>
type Where = TensorPlace & { readonly attribute: string; readonly column: string }

function readingError(fault: Fault, { encoding }: Attribute, place: Where): AppError {
  const where = { ...place }
  if (fault === 'infinite') return new AppError('tensor/infinite', where)
  if (fault === 'not-a-number') return new AppError('tensor/not-a-number', where)
  return new AppError('tensor/unknown-level', {
    ...where,
    encoding: encoding.kind,
    levels: shownLevels(encoding),
  })
}

/** Levels as the study writes them, no cell of the table: of many the first. */
function shownLevels(encoding: Attribute['encoding']): string[] {
  const known =
    encoding.kind === 'boolean'
      ? [...encoding.yes, ...encoding.no]
      : 'levels' in encoding
        ? encoding.levels
        : []
  return known.length > mostLevels ? [...known.slice(0, mostLevels), '...'] : [...known]
}

function withFlag({ missing }: Attribute, values: number[]): number[] {
  return missing === 'flag' ? [...values, 0] : values
}

function encodeMissing(
  attribute: Attribute,
  missing: Exclude<Attribute['missing'], 'refuse'>,
  statistics: AttributeStatistics | null,
): number[] {
  const width = columnCount(attribute)
  if (missing === 'flag') return [...Array<number>(width - 1).fill(0), 1]
  if (typeof missing === 'object') return Array<number>(width).fill(missing.value)
  return encodeValue(attribute, statistics?.[missing] ?? NaN, statistics)
}

function encodeValue(
  { encoding }: Attribute,
  value: number,
  statistics: AttributeStatistics | null,
): number[] {
  switch (encoding.kind) {
    case 'number':
    case 'boolean':
    case 'ordinal':
      return [value]
    case 'one-hot':
      return columnLevels(encoding).map((level) => (level === value ? 1 : 0))
    case 'z-score': {
      const { mean, std } = encoding.statistics === 'cohort' ? (statistics ?? unknown) : encoding.statistics
      return [(value - mean) / std]
    }
    case 'min-max': {
      const { min, max } = encoding.statistics === 'cohort' ? (statistics ?? unknown) : encoding.statistics
      return [(value - min) / (max - min)]
    }
  }
}

/** The index of no level: every column is 0. */
const noLevel = -1

/** Never reached: checkStatistics refuses before the first case. NaN would be caught as tensor/not-finite. */
const unknown = { mean: NaN, std: NaN, min: NaN, max: NaN }
