/** A step, an attribute or a joined table in one line. */
import { isRecord } from './schema-shape'

const titles = ['step', 'name', 'kind', 'table', 'label']

export function itemWords(value: unknown): { readonly name: string; readonly rest: string } {
  if (!isRecord(value)) return { name: plain(value), rest: '' }
  const title = titles.find((key) => typeof value[key] === 'string')
  const rest = Object.entries(value)
    .filter(([key]) => key !== title)
    .map(([key, one]) => `${key} ${plain(one)}`)
  return { name: title === undefined ? '…' : plain(value[title]), rest: rest.join(', ') }
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(' × ')
  if (isRecord(value)) return Object.values(value).map(plain).join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
