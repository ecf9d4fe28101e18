/** What the head of a column says below its picture, and which columns are shown first. */
import type { ColumnRole, ColumnSummary } from '@shared/cohort'
import { descriptionOf } from '@shared/kinds'
import type { Study } from '@shared/study'
import { figure } from '@/ui/numbers'

const dayMs = 86_400_000

/** The first so many columns are shown until somebody chooses others. */
export const firstColumns = 12

const order = ['id', 'patient', 'split', 'label', 'subgroup', 'attribute', 'source'] as const

/** What names a case first, then what the study speaks of, then the rest, each as in the table. */
export function inReadingOrder(columns: readonly ColumnSummary[]): ColumnSummary[] {
  const rank = ({ role }: ColumnSummary): number => (role === null ? order.length : order.indexOf(role))
  return columns.toSorted((a, b) => rank(a) - rank(b))
}

/** Nobody reads paths and texts in a row of many cells before he asks for them. */
export function shownFirst(columns: readonly ColumnSummary[]): string[] {
  const wanted = inReadingOrder(columns).filter(({ role, type }) => role !== 'source' && type !== 'text')
  return wanted.slice(0, firstColumns).map(({ name }) => name)
}

/** 13 … 94; 14 levels; 346 different. */
export function valueWords({ range, levels, distinctCount, type }: ColumnSummary): string {
  if (distinctCount === 0) return ''
  if (range !== null) return range.map((value) => boundText(value, type)).join(' … ')
  const count = distinctCount.toLocaleString('en')
  return levels.length > 0 ? `${count} ${distinctCount === 1 ? 'level' : 'levels'}` : `${count} different`
}

/** A bound of a range as a filter writes it: a number, or a day. */
export function boundOf(value: number, type: ColumnSummary['type']): number | string {
  return type === 'date' ? new Date(value * dayMs).toISOString().slice(0, 10) : Number(value.toPrecision(6))
}

function boundText(value: number, type: ColumnSummary['type']): string {
  return type === 'date' ? String(boundOf(value, type)) : figure(value)
}

/** Points that a column is wide. */
export function widthOf({ type, role, name }: ColumnSummary): number {
  if (role === 'id') return 148
  const byName = Math.min(200, 34 + name.length * 7.5)
  const byType = { number: 92, boolean: 88, category: 108, date: 108, path: 160, text: 220, id: 128 } as const
  return Math.max(byType[type], byName)
}

/** The columns that a study speaks of, before anything is known of their cells: the first rows are there at once. */
export function outlineColumns({ dataset, modalities }: Study): ColumnSummary[] {
  const attributes = modalities.flatMap((modality) => descriptionOf(modality).attributes(modality))
  const named: readonly (readonly [ColumnRole, string | undefined])[] = [
    ['id', dataset.id],
    ['split', dataset.split],
    ...(dataset.label ?? []).map((name) => ['label', name] as const),
    ...dataset.subgroups.map((name) => ['subgroup', name] as const),
    ...attributes.map(({ name, column = name }) => ['attribute', column] as const),
  ]
  const names = new Map(named.flatMap(([role, name]) => (name === undefined ? [] : [[name, role] as const])))
  return [...names].slice(0, firstColumns).map(([name, role]) => ({
    ...{ name, role, type: 'category', isIdentity: false, isConstant: false, range: null },
    ...{ distinctCount: 0, missingCount: 0, shownMissingCount: 0, bins: [], levels: [] },
  }))
}
