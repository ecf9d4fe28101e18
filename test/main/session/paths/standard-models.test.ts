import { describe, expect, it } from 'vitest'
import { toBenchTensors, toStudyModalities } from '../../../bench/bench-case'
import { benchModels } from '../../../bench/models/bench-models'
import { largestDifference, runPaths } from '../../../fixtures/builders/run-paths'

/** method.md section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

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
        modalities: toStudyModalities(model),
        tensors: toBenchTensors(model, 5),
        outputCount: 4,
        batchSize: 4,
      })
      expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(tolerance)
      expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(tolerance)
    },
  )
})
