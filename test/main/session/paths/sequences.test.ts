import fc from 'fast-check'
import { elementCount } from '@shared/tensor'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../src/main/maskers/random'
import { buildGridModality, buildTextModality } from '../../../fixtures/builders/modality'
import { buildFloatTensors, buildTextTensors } from '../../../fixtures/builders/modality-tensors'
import { record } from '../../../fixtures/builders/run-net'
import { largestDifference, runPaths, type PathTrial } from '../../../fixtures/builders/run-paths'
import { buildSequenceNet, type SequenceStart } from '../../../fixtures/builders/sequence-net'
import { growKinds, type GrowSequence } from '../../../fixtures/builders/sequence-kinds'

/** method.md section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

type Shared = Pick<PathTrial, 'modalities' | 'tensors' | 'outputCount' | 'before'>

const recordTensors = buildFloatTensors('record', [3], [0.3, -0.2, 0.9])

function imageCase(dims: readonly number[], part: readonly number[]): Shared {
  const next = createRandom('image', 1)
  const image = Float32Array.from({ length: 2 * elementCount(dims) }, () => 2 * next() - 1)
  const isVolume = dims.length === 3
  const scan = buildGridModality({
    kind: isVolume ? 'volume' : 'image',
    parts: { [isVolume ? 'block' : 'patch']: part },
    replacement: { kind: 'constant', value: 0.5 },
  })
  const tensors = [buildFloatTensors('scan', [2, ...dims], image), recordTensors]
  return { modalities: [scan, record], tensors, outputCount: 2 }
}

function textCase(tokensPerWord: readonly number[], padding: number, hasMask: boolean): Shared {
  const text = buildTextTensors({ tokensPerWord, padding })
  const names = hasMask ? ['ids', 'mask'] : ['ids']
  const tensors = new Map([...text.tensors].filter(([name]) => names.includes(name)))
  const modality = hasMask
    ? buildTextModality({ attentionMask: 'mask', replacement: { kind: 'pad-token' } })
    : buildTextModality({ replacement: { kind: 'mask-token' } })
  return { modalities: [modality, record], tensors: [{ ...text, tensors }, recordTensors], outputCount: 2 }
}

async function expectSamePaths(start: SequenceStart, seed: number, grow: GrowSequence, shared: Shared) {
  const outputs = await runPaths({ ...shared, bytes: buildSequenceNet(start, seed, grow) })
  expect(largestDifference(outputs.get('plain'), outputs.get('split'))).toBeLessThan(tolerance)
  expect(largestDifference(outputs.get('plain'), outputs.get('incremental'))).toBeLessThan(tolerance)
}

const seeds = fc.integer({ min: 0, max: 99 })

describe('sequences over random lengths, grids, words and borders', () => {
  it.each(growKinds)(
    'an image in patches gives the outputs of the plain path through %s',
    async (_, grow) => {
      const shapes = fc.integer({ min: 2, max: 3 }).chain((rank) => {
        const axes = (min: number, max: number) =>
          fc.array(fc.integer({ min, max }), { minLength: rank, maxLength: rank })
        return fc.record({ dims: axes(4, rank === 2 ? 12 : 8), patch: axes(1, 4), part: axes(1, 6) })
      })
      await fc.assert(
        fc.asyncProperty(shapes, seeds, fc.boolean(), async ({ dims, patch, part }, seed, transposeFirst) => {
          const start: SequenceStart = { kind: 'image', dims, patch, transposeFirst }
          await expectSamePaths(start, seed, grow, imageCase(dims, part))
        }),
        { numRuns: 8, seed: 1 },
      )
    },
  )

  it.each(growKinds)('a text gives the outputs of the plain path through %s', async (_, grow) => {
    const words = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.nat(3),
        seeds,
        fc.boolean(),
        async (tokensPerWord, padding, seed, hasMask) => {
          const rows = 2 + padding + tokensPerWord.reduce((sum, count) => sum + count)
          const shared = textCase(tokensPerWord, padding, hasMask)
          await expectSamePaths({ kind: 'ids', rows, hasMask }, seed, grow, shared)
        },
      ),
      { numRuns: 8, seed: 2 },
    )
  })

  it('texts of other lengths, one after the other, give the outputs of the plain path', async () => {
    const start: SequenceStart = { kind: 'ids', rows: 5, isFree: true }
    const shared = textCase([1, 1, 1], 0, false)
    const before = textCase([1, 2, 1, 1], 2, false).tensors
    await expectSamePaths(start, 3, () => undefined, { ...shared, before })
  })
})
