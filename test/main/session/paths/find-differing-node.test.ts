import { readFileSync } from 'node:fs'
import type { StudyModality } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { inspectModel } from '../../../../src/main/graph/inspect-model'
import { parseModel, type ParsedModel } from '../../../../src/main/graph/parse-model'
import { createMaskers } from '../../../fixtures/builders/kinds'
import type { ModalityTensors } from '../../../../src/main/tensors/modality-tensors'
import { findDifferingNode } from '../../../../src/main/session/paths/find-differing-node'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'
import {
  buildGridModality,
  buildTabularModality,
  buildTextModality,
} from '../../../fixtures/builders/modality'
import { buildFloatTensors, buildTextTensors } from '../../../fixtures/builders/modality-tensors'
import { buildOutputs, saveTestModel } from '../../../fixtures/builders/onnx'
import { buildSequenceNet } from '../../../fixtures/builders/sequence-net'

const scan = buildGridModality({
  kind: 'image',
  parts: { patch: [4, 5] },
  replacement: { kind: 'constant', value: 0.5 },
})
const record = buildTabularModality([{ name: 'a', column: 'a' }], { input: 'record' })

/** A graph whose node of that place reads another constant: what a wrong derivation would look like. */
function spoil(
  parsed: ParsedModel,
  { operator, place, input }: { operator: string; place: number; input: number },
): { parsed: ParsedModel; name: string } {
  const node = parsed.graph.node.filter(({ opType }) => opType === operator)[place]!
  const stored = parsed.graph.initializer.find(({ name }) => name === node.input[input])!
  const other = { ...stored, name: 'other', rawData: new Uint8Array(stored.rawData).fill(64) }
  const changed = { ...node, input: node.input.with(input, 'other') }
  const graph = {
    ...parsed.graph,
    node: parsed.graph.node.map((one) => (one === node ? changed : one)),
    initializer: [...parsed.graph.initializer, other],
  }
  return { parsed: { ...parsed, graph }, name: node.name === '' ? node.output[0]! : node.name }
}

async function prepareImage() {
  const bytes = buildConvNet({ seed: 3, channels: 2, dims: [13, 17] }, (net) => {
    for (const out of [4, 6, 5]) {
      addConv(net, { out, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('Relu')
    }
  })
  const image = Float32Array.from({ length: 2 * 13 * 17 }, (_, index) => Math.sin(index))
  return prepare(bytes, scan, buildFloatTensors('scan', [2, 13, 17], image))
}

/** Words between a CLS and a SEP, in a network whose first three products project them. */
async function prepareText() {
  const text = buildTextTensors({ tokensPerWord: [1, 2, 1, 1, 2, 1] })
  const tensors = new Map([...text.tensors].filter(([name]) => name === 'ids'))
  const bytes = buildSequenceNet({ kind: 'ids', rows: 10 }, 4, (net) => {
    net.add('Add', ['$', net.constant([1, net.rows, net.width])])
  })
  return prepare(bytes, buildTextModality(), { ...text, tensors })
}

async function prepare(bytes: Uint8Array, modality: StudyModality, own: ModalityTensors) {
  const modelPath = saveTestModel(bytes, 'toy.onnx')
  const parsed = parseModel(readFileSync(modelPath), 'toy.onnx')
  const options = {
    ...{ card: await inspectModel(modelPath), outputs: buildOutputs(2), threads: 1, device: 'cpu' as const },
    ...{ modelPath, batchSize: 3 },
  }
  const tensors = [own, buildFloatTensors('record', [3], [0.3, -0.2, 0.9])]
  const occluded = {
    original: { caseId: 'c', modalities: new Map(tensors.map((one) => [one.modality, one])) },
    maskers: [modality, record].flatMap((one) => createMaskers(one, { cohort: null, matchedSize: null })),
    ...{ seed: 1, donors: new Map() },
  }
  return { parsed, options, occluded, mask: { masker: 0, part: 4, draw: 0 } as const }
}

describe.each(['split', 'incremental'] as const)('findDifferingNode on the %s path', (path) => {
  it('finds none where nothing differs', async () => {
    const { parsed, options, occluded, mask } = await prepareImage()
    expect(await findDifferingNode(parsed, { ...options, parsed, path }, occluded, mask)).toBeNull()
  })

  it.each([0, 1, 2])('names the node whose values are others: convolution %i', async (place) => {
    const { parsed, options, occluded, mask } = await prepareImage()
    const spoiled = spoil(parsed, { operator: 'Conv', place, input: 2 })
    const given = { ...options, parsed: spoiled.parsed, path }
    const found = await findDifferingNode(parsed, given, occluded, mask)
    expect(found).toMatchObject({ node: spoiled.name, operator: 'Conv' })
    expect(found!.difference).toBeGreaterThan(1e-5)
  })

  it.each([
    { operator: 'Gather', place: 0, input: 0 },
    { operator: 'MatMul', place: 1, input: 1 },
  ])('names the node of a text whose values are others: $operator', async (where) => {
    const { parsed, options, occluded, mask } = await prepareText()
    const none = await findDifferingNode(parsed, { ...options, parsed, path }, occluded, mask)
    expect(none).toBeNull()
    const spoiled = spoil(parsed, where)
    const found = await findDifferingNode(
      parsed,
      { ...options, parsed: spoiled.parsed, path },
      occluded,
      mask,
    )
    expect(found).toMatchObject({ node: spoiled.name, operator: where.operator })
  })
})
