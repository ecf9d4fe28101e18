/** What the table has of the attributes of a case, beside their bars. */
import type { PartDifferences } from '@shared/contribution'
import type { ModalityPreview } from '@shared/dataset'
import { partNames, type PartLayout } from '@shared/part'

type Attributes = Extract<ModalityPreview, { kind: 'tabular' }>['attributes']

/** The cell of each part with its unit; null for a part of several attributes, and where the table cannot be read. */
export function cellsOf(layout: PartLayout, attributes: Attributes): (string | null)[] {
  const byName = new Map(attributes.map((one) => [one.name, one]))
  return partNames(layout).map((name) => {
    const attribute = byName.get(name)
    if (attribute === undefined) return null
    if (attribute.missing) return 'missing'
    return attribute.unit === null ? attribute.source : `${attribute.source} ${attribute.unit}`
  })
}

/** Parts whose replacement equals what the case has, by index. */
export function silentParts({ inertParts }: Pick<PartDifferences, 'inertParts'>): Map<number, string> {
  return new Map(inertParts.map((index) => [index, 'nothing to mask']))
}
