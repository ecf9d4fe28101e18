/** Parts of one or several modalities that are masked at once: a set that the study names (method.md section 2). */
import { partsNamed } from '@shared/part'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { ControlMasker, Masker, PartIndex } from './masker'

export interface JointMember {
  readonly masker: Masker
  /** What a layout calls its parts; null: the whole. */
  readonly part: string | null
}

/** Makes one mask of a case, if the case has all its members. */
export interface JointMasker {
  /** The references of the study, such as `ct/left lung + record/smoker`. */
  readonly name: string
  readonly members: readonly JointMember[]
  /** As many as give every donor of every member the same weight; one with fewer begins again. */
  readonly draws: number
}

/** What masks a case: a modality, a set of parts, or the control of a label. */
export type CaseMasker = Masker | JointMasker | ControlMasker

export function isJoint(masker: CaseMasker): masker is JointMasker {
  return 'members' in masker
}

export function isControl(masker: CaseMasker): masker is ControlMasker {
  return 'control' in masker
}

/** Those that give a contribution: all but the sets and the controls. */
export function ofModalities(maskers: readonly CaseMasker[]): readonly Masker[] {
  return maskers.flatMap((one) => (isJoint(one) || isControl(one) ? [] : [one]))
}

/** Names of the study modalities whose tensors a masker changes. */
export function sourcesOf(masker: CaseMasker): readonly string[] {
  return isJoint(masker) ? [...new Set(masker.members.map((one) => one.masker.source))] : [masker.source]
}

/** Names what maskers share that change the same modalities. */
export function sourceKey(masker: CaseMasker): string {
  return JSON.stringify(sourcesOf(masker).toSorted())
}

export interface JointMask {
  readonly masker: Masker
  readonly tensors: ModalityTensors
  readonly part: PartIndex
}

/** The masks of a set in a case; null where the case does not have one of its members. A word is masked wherever it stands. */
export function toJointMasks(
  { members }: JointMasker,
  modalities: ReadonlyMap<string, ModalityTensors>,
): readonly JointMask[] | null {
  const masks: JointMask[] = []
  for (const { masker, part } of members) {
    const tensors = modalities.get(masker.source)
    if (tensors === undefined || tensors.isAbsent === true) return null
    const parts = part === null ? (['whole'] as const) : partsNamed(masker.layout(tensors), part)
    if (parts.length === 0) return null
    for (const one of parts) masks.push({ masker, tensors, part: one })
  }
  return masks
}
