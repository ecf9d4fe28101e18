import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
} from '../../../../src/main/graph/onnx_pb'
import { toBenchTensors, toStudyModalities } from '../../../bench/bench-case'
import { buildResNet18 } from '../../../bench/models/resnet18'
import { buildVitSmall } from '../../../bench/models/vit-small'
import { createTestFolder } from '../../../fixtures/builders/onnx'
import { largestDifference, runPaths } from '../../../fixtures/builders/run-paths'

/** The same model with its float weights in one file beside it, as exporters write models beyond 2 GB. */
function moveWeights(bytes: Uint8Array, folder: string): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes)
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const tensor of model.graph!.initializer) {
    if (tensor.dims.length < 2) continue
    const entries = { location: 'weights.bin', offset: String(offset), length: String(tensor.rawData.length) }
    pieces.push(new Uint8Array(tensor.rawData))
    offset += tensor.rawData.length
    tensor.rawData = new Uint8Array(0)
    tensor.dataLocation = TensorProto_DataLocation.EXTERNAL
    tensor.externalData = Object.entries(entries).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    )
  }
  writeFileSync(join(folder, 'weights.bin'), Buffer.concat(pieces))
  return toBinary(ModelProtoSchema, model)
}

describe('a model with weights in an external file', () => {
  it.each([
    ['ResNet-18', buildResNet18],
    ['ViT-S', buildVitSmall],
  ])('goes through every path, and nothing is copied (%s)', async (_, build) => {
    const model = build({ size: 'tiny' })
    const folder = createTestFolder()
    const bytes = moveWeights(model.bytes, folder)
    expect(bytes.length).toBeLessThan(model.bytes.length / 2)
    const trial = {
      modalities: toStudyModalities(model),
      tensors: toBenchTensors(model, 5),
      outputCount: 4,
      batchSize: 4,
    }
    const inside = await runPaths({ ...trial, bytes: model.bytes })
    const outside = await runPaths({ ...trial, bytes, folder })
    for (const path of ['plain', 'split', 'incremental'] as const) {
      expect(largestDifference(inside.get('plain'), outside.get(path))).toBeLessThan(1e-5)
    }
    expect(readdirSync(folder).toSorted()).toEqual(['toy.onnx', 'weights.bin'])
  })
})
