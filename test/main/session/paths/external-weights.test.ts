import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
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

/** The same model with its float weights in one file beside it from an offset on, as exporters write models beyond 2 GB. */
function moveWeights(bytes: Uint8Array, folder: string, from: number): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes)
  const file = openSync(join(folder, 'weights.bin'), 'w')
  let offset = from
  for (const tensor of model.graph!.initializer) {
    if (tensor.dims.length < 2) continue
    const entries = { location: 'weights.bin', offset: String(offset), length: String(tensor.rawData.length) }
    writeSync(file, tensor.rawData, 0, tensor.rawData.length, offset)
    offset += tensor.rawData.length
    tensor.rawData = new Uint8Array(0)
    tensor.dataLocation = TensorProto_DataLocation.EXTERNAL
    tensor.externalData = Object.entries(entries).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    )
  }
  closeSync(file)
  return toBinary(ModelProtoSchema, model)
}

describe('a model with weights in an external file', () => {
  // What lies before the offset is a hole in the file and takes no room on the disk.
  it.each([
    ['ResNet-18', buildResNet18, 0],
    ['ViT-S', buildVitSmall, 0],
    ['ResNet-18 in a file of 2.3 GB', buildResNet18, 2.3e9],
  ])('goes through every path, and nothing is copied (%s)', async (_, build, from) => {
    const model = build({ size: 'tiny' })
    const folder = createTestFolder()
    const bytes = moveWeights(model.bytes, folder, from)
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
    expect(statSync(join(folder, 'weights.bin')).size).toBeGreaterThan(from)
  })
})
