/** Benchmark: a standard model with one random case, as a run sees them. */
import type { StudyModality } from '@shared/study'
import type { OccludedCase } from '../../src/main/batch/fill-batch'
import type { Occlusion } from '../../src/main/batch/plan-batches'
import { createMaskers } from '../fixtures/builders/kinds'
import { listOcclusions } from '../../src/main/run/occlusions'
import type { ModalityTensors } from '../../src/main/tensors/modality-tensors'
import { buildGridModality, buildTabularModality, buildTextModality } from '../fixtures/builders/modality'
import type { BenchModality, BenchModel } from './models/bench-model'
import { buildRandomCase } from './models/random-case'

export interface BenchCase {
  readonly occluded: OccludedCase
  readonly occlusions: readonly Occlusion[]
}

/** Makes the case of a model; the same seed makes the same values. */
export function buildBenchCase(model: BenchModel, seed: number): BenchCase {
  const tensors = toBenchTensors(model, seed)
  const original = { caseId: 'c1', modalities: new Map(tensors.map((one) => [one.modality, one])) }
  const maskers = toStudyModalities(model).flatMap((modality) =>
    createMaskers(modality, { cohort: null, matchedSize: null }),
  )
  return {
    occluded: { original, maskers, seed: 1, donors: new Map() },
    occlusions: listOcclusions(maskers, original),
  }
}

/** The modalities of a model as a study file describes them. */
export function toStudyModalities({ modalities, inputs }: BenchModel): StudyModality[] {
  return modalities.map(({ name, kind, input, part }) => {
    if (kind === 'tabular') {
      const width = inputs.find((one) => one.name === input)?.dims[0] ?? 1
      const columns = Array.from({ length: width }, (_, index) => ({
        name: `a${index}`,
        column: `a${index}`,
      }))
      return buildTabularModality(columns, { name, input })
    }
    if (kind === 'text') return buildTextModality({ name, input })
    const parts = { [kind === 'volume' ? 'block' : 'patch']: part }
    return buildGridModality({ kind, name, input, parts, replacement: { kind: 'constant', value: 0.25 } })
  })
}

/** One tensor per modality with random values. */
export function toBenchTensors(model: BenchModel, seed: number): ModalityTensors[] {
  const tensors = buildRandomCase(model, seed)
  return model.modalities.map((modality) => toModalityTensors(modality, tensors))
}

/** Every token is a word of its own. */
function toModalityTensors(
  { name, kind, input }: BenchModality,
  all: ReturnType<typeof buildRandomCase>,
): ModalityTensors {
  const tensor = all.get(input)
  if (tensor === undefined) throw new Error(`no tensor ${input}`)
  const tokens = [...tensor.values].map((id, position) => ({
    position,
    id: Number(id),
    text: `t${position}`,
    surface: '',
    word: position,
  }))
  const text = {
    text: '',
    tokens,
    words: tokens.map((token) => ({ text: token.text, start: 0, end: 0 })),
    sentenceEnds: [],
    cut: null,
    special: { mask: 3, pad: null, unk: null },
  }
  return { modality: name, tensors: new Map([[input, tensor]]), text: kind === 'text' ? text : null }
}
