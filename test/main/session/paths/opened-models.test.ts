import { readFileSync } from 'node:fs'
import { beforeEach, expect, it, vi } from 'vitest'
import { inspectModel } from '../../../../src/main/graph/inspect-model'
import { parseModel } from '../../../../src/main/graph/parse-model'
import { createMaskers } from '../../../fixtures/builders/kinds'
import type * as models from '../../../../src/main/session/ort-model'
import { createDerivedPath } from '../../../../src/main/session/paths/derived-path'
import { buildImageTrial } from '../../../fixtures/builders/path-trials'
import { buildOutputs, saveTestModel } from '../../../fixtures/builders/onnx'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'

/** Models that are open, and how many were opened. */
const counts = vi.hoisted(() => ({ open: new Set<object>(), opened: 0 }))
vi.mock('../../../../src/main/session/ort-model', async (original) => {
  const { openOrtModel } = await original<typeof models>()
  const counted: typeof openOrtModel = async (source, options) => {
    const model = await openOrtModel(source, options)
    counts.open.add(model)
    counts.opened += 1
    const release = async () => {
      counts.open.delete(model)
      await model.release()
    }
    return { ...model, release }
  }
  return { openOrtModel: counted }
})

beforeEach(() => {
  counts.opened = 0
})

async function open(path: 'split' | 'incremental') {
  const bytes = buildConvNet({ seed: 3, channels: 2, dims: [8, 8] }, (net) => {
    addConv(net, { out: 3, kernel: [3, 3], pad: [1, 1, 1, 1] })
  })
  const { modalities, tensors, outputCount } = buildImageTrial(bytes, [8, 8], [4, 4])
  const modelPath = saveTestModel(bytes)
  const card = await inspectModel(modelPath)
  const derived = createDerivedPath({
    ...{ path, modelPath, card, outputs: buildOutputs(outputCount), batchSize: 4 },
    ...{ parsed: parseModel(readFileSync(modelPath), 'toy.onnx'), threads: 1, device: 'cpu' },
  })
  const maskers = modalities.flatMap((one) => createMaskers(one, { cohort: null, matchedSize: null }))
  const original = { caseId: 'c1', modalities: new Map(tensors.map((one) => [one.modality, one])) }
  await derived.openCase({ original, maskers, seed: 1, donors: new Map() })
  return derived
}

it('the split path opens one model for what masks do not change, and leaves none open', async () => {
  const path = await open('split')
  expect([counts.opened, counts.open.size]).toEqual([1, 1])
  await path.release()
  expect(counts.open.size).toBe(0)
})

it('the incremental path holds no weights twice: what its frontier was learned from is closed', async () => {
  const path = await open('incremental')
  // One to learn from, the region of the scan, and the one with its maps.
  expect([counts.opened, counts.open.size]).toEqual([3, 2])
  await path.release()
  expect(counts.open.size).toBe(0)
})
