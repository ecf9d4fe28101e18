/** Parts whose masking changes a label (method.md section 4). */
import { at } from '@shared/at'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { argMax, labelThreshold } from '@shared/predicted-class'
import type { StudyOutputs } from '@shared/study'

/** Tells whether two rows of outputs [C] mean the same label. */
export type SameLabel = (original: readonly number[], occluded: readonly number[]) => boolean

/** multi-label: no output crosses its threshold; multi-class: the same largest; regression and survival have no label. */
export function createSameLabel(outputs: StudyOutputs): SameLabel {
  const limit = labelThreshold(outputs)
  const isOff = (value: number): boolean => value < limit
  switch (outputs.kind) {
    case 'multi-label':
      return (original, occluded) =>
        original.every((value, index) => isOff(value) === isOff(at(occluded, index)))
    case 'multi-class':
      return (original, occluded) => argMax(original) === argMax(occluded)
    case 'regression':
    case 'survival':
      return () => true
  }
}

/** Indices of the parts whose masking changes the label. */
export function findFlips(
  { originalOutput }: CaseOutputs,
  { occludedOutput }: ModalityOutputs,
  isSame: SameLabel,
): number[] {
  return [...occludedOutput.keys()].filter((part) => !isSame(originalOutput, at(occludedOutput, part)))
}
