/** Which tensor columns belong to which attribute, and which attributes are masked together. */
import type { Attribute, TabularModality } from '@shared/study'
import { columnLevels } from '@shared/study/one-hot-levels'

export interface ColumnGroup {
  readonly name: string
  /** Tensor columns from 0. */
  readonly columns: readonly number[]
}

/** Counts the tensor columns of one attribute: one per level for one-hot (but a dropped one), else one; one more for a missing flag (the last). */
export function columnCount({ encoding, missing }: Attribute): number {
  const values = encoding.kind === 'one-hot' ? columnLevels(encoding).length : 1
  return values + (missing === 'flag' ? 1 : 0)
}

/** Lists the tensor columns of every attribute, in study order. */
export function attributeColumns(modality: TabularModality): ColumnGroup[] {
  let next = 0
  return modality.attributes.map((attribute) => {
    const first = next
    next += columnCount(attribute)
    return {
      name: attribute.name,
      columns: Array.from({ length: next - first }, (_, offset) => first + offset),
    }
  })
}

/**
 * Lists what is masked together: an attribute alone, or all attributes of one `group` under the name of the group,
 * at the place of its first attribute (method.md section 2, tabular).
 */
export function tabularColumns(modality: TabularModality): ColumnGroup[] {
  const groups = new Map<string, { name: string; columns: number[] }>()
  attributeColumns(modality).forEach(({ name, columns }, index) => {
    const group = modality.attributes[index]?.group
    // A group and an attribute may share a name, so the keys tell them apart.
    const key = group === undefined ? `attribute ${index}` : `group ${group}`
    const found = groups.get(key)
    if (found === undefined) groups.set(key, { name: group ?? name, columns: [...columns] })
    else found.columns.push(...columns)
  })
  return [...groups.values()]
}
