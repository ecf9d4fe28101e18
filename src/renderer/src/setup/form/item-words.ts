/** A step, an attribute or a joined table in one line. */
import { isRecord } from './schema-shape'

const titles = ['step', 'name', 'kind', 'table', 'label']

export function itemWords(value: unknown): { readonly name: string; readonly rest: string } {
  if (!isRecord(value)) return { name: plain(value), rest: '' }
  const title = titles.find((key) => typeof value[key] === 'string')
  const rest = Object.entries(value)
    .filter(([key]) => key !== title)
    .map(([key, one]) => `${key} ${Array.isArray(one) ? listed(key, one) : plain(one)}`)
  return { name: title === undefined ? '…' : plain(value[title]), rest: rest.join(', ') }
}

/** Ranges have their ends, lengths are multiplied, anything else is a list. */
function listed(key: string, list: readonly unknown[]): string {
  const between =
    key === 'from' || key === 'to' ? ' … ' : /^(size|spacing|patch|block|stride)/.test(key) ? ' × ' : ', '
  return list.map(plain).join(between)
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (isRecord(value)) return Object.values(value).map(plain).join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
