/** Which masks a case gets, and what the session answers to one of them. */
import { AppError } from '@shared/errors'
import { partCount } from '@shared/part'
import type { StudyOutputs } from '@shared/study'
import type { Occlusion } from '../batch/plan-batches'
import { applyActivation } from '../contribution/apply-activation'
import { isControl, isJoint, toJointMasks, type CaseMasker } from '../maskers/joint-masker'
import type { Masker, PartIndex } from '../maskers/masker'
import type { CaseTensors, ModalityTensors } from '../tensors/modality-tensors'

/** An occlusion with its output [C], after the activation unless the study asks for logits. */
export interface OccludedOutput {
  readonly occlusion: Occlusion
  readonly output: readonly number[]
}

/** The tensors that a masker works on: its modality of the case, shared by the channel groups of one modality. */
export function tensorsOf(masker: Masker, original: CaseTensors): ModalityTensors {
  const tensors = original.modalities.get(masker.source)
  if (tensors === undefined)
    throw new AppError('bug/unexpected', { where: 'tensorsOf', words: masker.source })
  return tensors
}

/** All parts of a modality of this case, then the whole; a modality that is one part is run once. */
export function listParts(masker: Masker, tensors: ModalityTensors): PartIndex[] {
  const layout = masker.layout(tensors)
  if (layout.kind === 'whole') return ['whole']
  return [...Array(partCount(layout)).keys(), 'whole']
}

/** What a masker masks in a case; a set of parts is one mask, or none where the case lacks one of them, a control may have none. */
export function listMasks(masker: CaseMasker, original: CaseTensors): PartIndex[] {
  if (isControl(masker)) return [...Array(partCount(masker.layout(tensorsOf(masker, original)))).keys()]
  if (!isJoint(masker)) return listParts(masker, tensorsOf(masker, original))
  return toJointMasks(masker, original.modalities) === null ? [] : ['whole']
}

/** All occlusions of a case in the order of the maskers and their parts; the original (masker null) comes first. */
export function listOcclusions(maskers: readonly CaseMasker[], original: CaseTensors): Occlusion[] {
  const masked = maskers.flatMap((masker, index) =>
    listMasks(masker, original).flatMap((part) =>
      Array.from({ length: masker.draws }, (_, draw) => ({ masker: index, part, draw })),
    ),
  )
  return [{ masker: null, part: 'whole', draw: 0 }, ...masked]
}

/** Forward passes of a case: the original, every part and the whole of every modality, each as often as it has draws. */
export function countPasses(maskers: readonly CaseMasker[], original: CaseTensors): number {
  return listOcclusions(maskers, original).length
}

/** What is stored of a row of model outputs (method.md section 3: differences are taken after the activation). */
export function toStoredOutput(row: readonly number[], outputs: StudyOutputs): readonly number[] {
  return outputs.space === 'logit' ? row : applyActivation(row, outputs.activation)
}

/** Refuses NaN and infinity. Errors: run/not-finite, run/not-finite-original. */
export function assertFinite(
  { occlusion, output }: OccludedOutput,
  maskers: readonly CaseMasker[],
  caseId: string,
): void {
  if (output.every(Number.isFinite)) return
  if (occlusion.masker === null) throw new AppError('run/not-finite-original', { caseId })
  const modality = maskers[occlusion.masker]?.name ?? ''
  throw new AppError('run/not-finite', { caseId, modality, part: String(occlusion.part) })
}
