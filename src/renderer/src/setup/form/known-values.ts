/** Keys of a study file whose values are names that table or model have. */
import type { Draft, KeyPath } from '@shared/draft'

const columnKeys = new Set(['id', 'patient', 'split', 'label', 'column', 'subgroups', 'on'])
const inputKeys = new Set(['input', 'attentionMask', 'tokenTypeIds'])

/** The names that a text at a place may be; null where it is free. */
export function knownValues(path: KeyPath, draft: Draft | null): readonly string[] | null {
  const key = path.findLast((part) => typeof part === 'string') ?? ''
  if (draft === null || path[0] === 'name') return null
  if (columnKeys.has(key) && path[0] !== 'run' && !path.includes('labels')) return columnsOf(draft)
  if (inputKeys.has(key)) return draft.model?.inputs.map(({ name }) => name) ?? null
  if (key === 'tensor') return draft.model?.outputs.map(({ name }) => name) ?? null
  return null
}

function columnsOf({ table }: Draft): readonly string[] | null {
  return table === null ? null : table.columns.map(({ name }) => name)
}
