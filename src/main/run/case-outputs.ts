/** Gathers the outputs of one case into what is stored of it. */
import { AppError } from '@shared/errors'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { partCount } from '@shared/part'
import type { RecordingFacts } from '@shared/recording'
import type { Occlusion } from '../batch/plan-batches'
import type { DatasetCase } from '../dataset/dataset'
import { isControl, isJoint, ofModalities, type CaseMasker } from '../maskers/joint-masker'
import type { Masker, PartIndex } from '../maskers/masker'
import type { CaseTensors } from '../tensors/modality-tensors'
import { tensorsOf, type OccludedOutput } from './occlusions'

/** Sorts outputs by modality and part. An inert occlusion has the original output; several draws become their mean. */
export function collectOutputs(
  maskers: readonly CaseMasker[],
  datasetCase: DatasetCase,
  original: CaseTensors,
  done: readonly OccludedOutput[],
  inert: ReadonlySet<Occlusion>,
): CaseOutputs {
  const first = done.find(({ occlusion }) => occlusion.masker === null)
  const originalOutput = [...(first?.output ?? [])]
  const all = [...done, ...[...inert].map((occlusion) => ({ occlusion, output: originalOutput }))]
  // Sets of parts stand behind the modalities.
  const modalities = ofModalities(maskers).map((masker, index): ModalityOutputs => {
    const tensors = tensorsOf(masker, original)
    const { affineLps, isAbsent, recording } = tensors
    const layout = masker.layout(tensors)
    const byPart = groupByPart(all.filter(({ occlusion }) => occlusion.masker === index))
    const outputOf = (part: PartIndex): number[] => meanOutput(byPart.get(part) ?? byPart.get('whole') ?? [])
    const inertParts = [...inert]
      .filter((one) => one.masker === index && one.draw === 0)
      .map(({ part }) => part)
    return {
      modality: masker.name,
      layout,
      occludedOutput: Array.from({ length: partCount(layout) }, (_, part) => outputOf(part)),
      wholeOutput: outputOf('whole'),
      ...(affineLps === undefined ? {} : { affineLps: [...affineLps] }),
      ...(recording === undefined ? {} : { recording: ofMasker(recording, masker) }),
      ...(isAbsent === true ? { absent: isAbsent } : {}),
      inertParts: inertParts
        .map((part) => (part === 'whole' && layout.kind === 'whole' ? 0 : part))
        .filter((part) => part !== 'whole'),
    }
  })
  const joint = maskers.flatMap((masker, index) => {
    const own = all.filter(({ occlusion }) => isJoint(masker) && occlusion.masker === index)
    return own.length === 0
      ? []
      : [{ name: masker.name, output: meanOutput(own.map(({ output }) => output)) }]
  })
  return {
    caseId: datasetCase.caseId,
    patient: datasetCase.patient,
    labels: [...datasetCase.labels],
    originalOutput,
    modalities,
    ...(joint.length === 0 ? {} : { joint }),
    ...groundingOf(maskers, original, all),
    notices: [...original.modalities.values()].flatMap(({ modality, notices = [] }) =>
      notices.map((notice) => ({ ...notice, modality })),
    ),
  }
}

/** Nothing where the study asks for no grounding: such records keep their bytes. */
function groundingOf(
  maskers: readonly CaseMasker[],
  original: CaseTensors,
  all: readonly OccludedOutput[],
): Pick<CaseOutputs, 'grounding'> {
  const grounding = maskers.flatMap((masker, index) => {
    if (!isControl(masker)) return []
    const tensors = tensorsOf(masker, original)
    const { modality, label } = masker.control
    const byPart = groupByPart(all.filter(({ occlusion }) => occlusion.masker === index))
    const outputs = Array.from({ length: partCount(masker.layout(tensors)) }, (_, part) =>
      meanOutput(needOutputs(byPart, part)),
    )
    const places = masker.placesOf(tensors)
    return [{ modality, label, elsewhere: outputs.slice(0, places), other: outputs[places] ?? null }]
  })
  return grounding.length === 0 ? {} : { grounding }
}

function needOutputs(byPart: ReturnType<typeof groupByPart>, part: number): readonly (readonly number[])[] {
  const outputs = byPart.get(part)
  if (outputs === undefined)
    throw new AppError('bug/unexpected', { where: 'groundingOf', words: `part ${part}` })
  return outputs
}

function ofMasker(recording: RecordingFacts, { channels }: Masker): RecordingFacts {
  return channels === undefined ? recording : { ...recording, masked: [...channels] }
}

function groupByPart(outputs: readonly OccludedOutput[]): Map<PartIndex, (readonly number[])[]> {
  const byPart = new Map<PartIndex, (readonly number[])[]>()
  for (const { occlusion, output } of outputs) {
    byPart.set(occlusion.part, [...(byPart.get(occlusion.part) ?? []), output])
  }
  return byPart
}

/** Mean over draws, element by element; one draw is returned as it is. */
function meanOutput(draws: readonly (readonly number[])[]): number[] {
  const [first = []] = draws
  return first.map((_, index) => draws.reduce((sum, draw) => sum + (draw[index] ?? 0), 0) / draws.length)
}
