import type { StudyModality } from '@shared/study'
import { describe, expect, it } from 'vitest'
import type { ModalityTensors } from '../../../../src/main/tensors/modality-tensors'
import type { BenchModality, BenchModel } from '../../../bench/models/bench-model'
import { benchModels } from '../../../bench/models/bench-models'
import { buildRandomCase } from '../../../bench/models/random-case'
import {
  buildGridModality,
  buildTabularModality,
  buildTextModality,
} from '../../../fixtures/builders/modality'
import { largestDifference, runPaths } from '../../../fixtures/builders/run-paths'

/** METHOD section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

function toStudyModality({ name, kind, input, part }: BenchModality, width: number): StudyModality {
  if (kind === 'tabular') {
    const attributes = Array.from({ length: width }, (_, index) => ({
      name: `a${index}`,
      column: `a${index}`,
    }))
    return buildTabularModality(attributes, { name, input })
  }
  if (kind === 'text') return buildTextModality({ name, input })
  const parts = { [kind === 'volume' ? 'block' : 'patch']: part }
  return buildGridModality({ kind, name, input, parts, replacement: { kind: 'constant', value: 0.25 } })
}

/** Every token is a word of its own. */
function toTensors(model: BenchModel, { name, kind, input }: BenchModality): ModalityTensors {
  const tensor = buildRandomCase(model, 5).get(input)
  if (tensor === undefined) throw new Error(`no tensor ${input}`)
  const tokens = [...tensor.values].map((id, position) => ({
    position,
    id: Number(id),
    text: `t${position}`,
    word: position,
  }))
  const text = {
    text: '',
    tokens,
    words: tokens.map((token) => token.text),
    sentenceEnds: [],
    truncated: false,
    special: { mask: 3, pad: null, unk: null },
  }
  return { modality: name, tensors: new Map([[input, tensor]]), text: kind === 'text' ? text : null }
}

describe('standard models, small', () => {
  it.each(
    [...benchModels.keys()].flatMap((name) => [true, false].map((fold): [string, boolean] => [name, fold])),
  )(
    '%s (batch normalisation folded: %s) gives the plain outputs on every path',
    async (name, foldBatchNorm) => {
      const build = benchModels.get(name)
      if (build === undefined) throw new Error(name)
      const model = build({ size: 'tiny', foldBatchNorm })
      const outputs = await runPaths({
        bytes: model.bytes,
        modalities: model.modalities.map((one) => {
          const width = model.inputs.find((input) => input.name === one.input)?.dims[0] ?? 1
          return toStudyModality(one, width)
        }),
        tensors: model.modalities.map((one) => toTensors(model, one)),
        outputCount: 4,
        batchSize: 4,
      })
      expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(tolerance)
      expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(tolerance)
    },
  )
})
