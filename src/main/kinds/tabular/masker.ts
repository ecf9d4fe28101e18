/** Parts and occluded copies of records. */
import type { TabularModality } from '@shared/study'
import { tabularColumns } from '../../tensors/tabular-columns'
import type { Masker, PartIndex } from '../../maskers/masker'
import {
  fillPart,
  floatTensor,
  unknownPart,
  type Elements,
  type NumericReplacement,
} from '../../maskers/part-view'
import { replacementWords } from '../../maskers/replacement-words'

/**
 * Creates the masker of a record: one attribute per part, with all tensor columns that encode it, or one named group of attributes
 * (method.md section 2). Errors per case: those of the replacement.
 */
export function createTabularMasker(modality: TabularModality, replacement: NumericReplacement): Masker {
  const groups = tabularColumns(modality)
  const allColumns = columnElements(groups.flatMap(({ columns }) => columns))
  const partElements = groups.map(({ columns }) => columnElements(columns))
  const isWhole = modality.parts === 'whole'
  const elementsOf = (part: PartIndex): Elements => {
    if (part === 'whole' || (isWhole && part === 0)) return allColumns
    const found = isWhole ? undefined : partElements[part]
    if (found === undefined) throw unknownPart(modality.name, part)
    return found
  }
  return {
    name: modality.name,
    source: modality.name,
    draws: modality.replacement.kind === 'donor' ? modality.replacement.draws : 1,
    words: {
      parts: isWhole ? 'the whole at once' : 'one attribute at a time',
      replacement: replacementWords(modality.replacement, null),
    },
    layout: () =>
      isWhole
        ? { kind: 'whole' }
        : {
            kind: 'attributes',
            attributes: groups.map(({ name, columns }) => ({ name, columns: [...columns] })),
          },
    mask: (original, part, slot, context) => {
      const view = {
        modality: modality.name,
        input: modality.input,
        original: floatTensor(original, modality.input),
        part: elementsOf(part),
        whole: allColumns,
        spatial: [],
        context,
      }
      fillPart(view, replacement, slot)
    },
  }
}

function columnElements(columns: readonly number[]): Elements {
  return (visit) => {
    for (const column of columns) visit(column, 0)
  }
}
