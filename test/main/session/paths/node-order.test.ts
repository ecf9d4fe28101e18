import { fromBinary } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ModelProtoSchema } from '../../../../src/main/graph/onnx_pb'
import { readTensors } from '../../../../src/main/graph/read-tensors'
import type * as ortModel from '../../../../src/main/session/ort-model'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'
import {
  nodeCount,
  permuteNodes,
  withComputedConstants,
  withIdentities,
} from '../../../fixtures/builders/rewrite-model'
import { buildImageTrial, buildTextTrial } from '../../../fixtures/builders/path-trials'
import { addBatchNorm } from '../../../fixtures/builders/run-net'
import { largestDifference, runPaths, type PathTrial } from '../../../fixtures/builders/run-paths'
import { growKinds } from '../../../fixtures/builders/sequence-kinds'
import { buildSequenceNet } from '../../../fixtures/builders/sequence-net'

const derived = vi.hoisted((): Uint8Array[] => [])

vi.mock('../../../../src/main/session/ort-model', async (importOriginal) => {
  const original = await importOriginal<typeof ortModel>()
  const openOrtModel: typeof original.openOrtModel = async (source, options) => {
    const model = await original.openOrtModel(source, options)
    if (source.bytes !== undefined) derived.push(source.bytes)
    return model
  }
  return { ...original, openOrtModel }
})

beforeEach(() => {
  derived.length = 0
})

/** method.md section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

const tokens =
  growKinds.find(([name]) => name === 'a class token in front, then places')?.[1] ?? (() => undefined)
const normalised =
  growKinds.find(([name]) => name === 'a layer normalisation in nine nodes')?.[1] ?? (() => undefined)

const trials: readonly (readonly [string, PathTrial])[] = [
  [
    'a convolutional network with a shortcut',
    buildImageTrial(
      buildConvNet({ seed: 3, channels: 2, dims: [13, 17] }, (net) => {
        addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1] })
        const shortcut = net.at
        addConv(net, { out: 4, kernel: [3, 3], pad: [1, 1, 1, 1], bias: false })
        addBatchNorm(net)
        net.add('Relu')
        net.add('Add', [shortcut])
        net.add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] })
      }),
      [13, 17],
      [4, 5],
    ),
  ],
  [
    'patches that become a sequence',
    buildImageTrial(
      buildSequenceNet({ kind: 'image', dims: [8, 9], patch: [4, 3] }, 1, tokens),
      [8, 9],
      [4, 3],
    ),
  ],
  ['a text', buildTextTrial(buildSequenceNet({ kind: 'ids', rows: 7 }, 2, normalised))],
]

/** Places of the nodes that read what a later one makes. */
function early(bytes: Uint8Array): number[] {
  const { node = [] } = fromBinary(ModelProtoSchema, bytes).graph ?? {}
  const placeOf = new Map(node.flatMap(({ output }, place) => output.map((name) => [name, place] as const)))
  return node.flatMap((one, place) =>
    readTensors(one).some((name) => (placeOf.get(name) ?? -1) >= place) ? [place] : [],
  )
}

async function expectSame(trial: PathTrial, bytes: Uint8Array): Promise<void> {
  const plain = (await runPaths(trial)).get('plain')
  const pieces = derived.length
  const outputs = await runPaths({ ...trial, bytes })
  expect([...outputs.keys()]).toEqual(['plain', 'batched', 'split', 'incremental'])
  for (const [path, rows] of outputs) {
    expect(largestDifference(plain, rows), `${path} against plain`).toBeLessThan(tolerance)
  }
  // No region or sequence is lost by the order.
  const opened = derived.splice(0)
  expect(opened.length).toBe(2 * pieces)
  for (const one of opened) expect(early(one)).toEqual([])
}

describe('nodes in any order', () => {
  it.each(trials)('give the outputs of the plain path on every path: %s', async (_, trial) => {
    const places = Array.from({ length: nodeCount(trial.bytes) }, (__, place) => place)
    const orders = fc.shuffledSubarray(places, { minLength: places.length })
    await fc.assert(
      fc.asyncProperty(orders, (order) => expectSame(trial, permuteNodes(trial.bytes, order))),
      { numRuns: 6, seed: 1, examples: [[places.toReversed()]] },
    )
  })

  it.each(trials)('give them with constants through Identity: %s', async (_, trial) => {
    await expectSame(trial, withIdentities(trial.bytes, 2))
  })

  it.each(trials)('give them with constants that the graph computes: %s', async (_, trial) => {
    await expectSame(trial, withComputedConstants(trial.bytes))
  })
})
