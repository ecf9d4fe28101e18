import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inspectModel } from '../../../../src/main/graph/inspect-model'
import { parseModel, type ParsedModel } from '../../../../src/main/graph/parse-model'
import { createMaskers } from '../../../../src/main/maskers/create-maskers'
import { findDifferingNode } from '../../../../src/main/session/paths/find-differing-node'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'
import { buildGridModality, buildTabularModality } from '../../../fixtures/builders/modality'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { buildOutputs, saveTestModel } from '../../../fixtures/builders/onnx'

const scan = buildGridModality({
  kind: 'image',
  parts: { patch: [4, 5] },
  replacement: { kind: 'constant', value: 0.5 },
})
const record = buildTabularModality([{ name: 'a', column: 'a' }], { input: 'record' })

/** A graph whose convolution of that place has another bias: what a wrong derivation would look like. */
function spoil(parsed: ParsedModel, place: number): { parsed: ParsedModel; name: string } {
  const node = parsed.graph.node.filter(({ opType }) => opType === 'Conv')[place]!
  const bias = parsed.graph.initializer.find(({ name }) => name === node.input[2])!
  const other = { ...bias, name: 'other bias', rawData: new Uint8Array(bias.rawData).fill(64) }
  const changed = { ...node, input: [node.input[0]!, node.input[1]!, 'other bias'] }
  const graph = {
    ...parsed.graph,
    node: parsed.graph.node.map((one) => (one === node ? changed : one)),
    initializer: [...parsed.graph.initializer, other],
  }
  return { parsed: { ...parsed, graph }, name: node.name === '' ? node.output[0]! : node.name }
}

async function prepare() {
  const bytes = buildConvNet({ seed: 3, channels: 2, dims: [13, 17] }, (net) => {
    for (const out of [4, 6, 5]) {
      addConv(net, { out, kernel: [3, 3], pad: [1, 1, 1, 1] })
      net.add('Relu')
    }
  })
  const modelPath = saveTestModel(bytes, 'toy.onnx')
  const parsed = parseModel(readFileSync(modelPath), 'toy.onnx')
  const options = {
    ...{ card: await inspectModel(modelPath), outputs: buildOutputs(2), threads: 1, device: 'cpu' as const },
    ...{ modelPath, batchSize: 3 },
  }
  const image = Float32Array.from({ length: 2 * 13 * 17 }, (_, index) => Math.sin(index))
  const tensors = [
    buildFloatTensors('scan', [2, 13, 17], image),
    buildFloatTensors('record', [3], [0.3, -0.2, 0.9]),
  ]
  const occluded = {
    original: { caseId: 'c', modalities: new Map(tensors.map((one) => [one.modality, one])) },
    maskers: [scan, record].flatMap((one) => createMaskers(one, { cohort: null, matchedSize: null })),
    ...{ seed: 1, donors: new Map() },
  }
  return { parsed, options, occluded, mask: { masker: 0, part: 4, draw: 0 } as const }
}

describe.each(['split', 'incremental'] as const)('findDifferingNode on the %s path', (path) => {
  it('finds none where nothing differs', async () => {
    const { parsed, options, occluded, mask } = await prepare()
    expect(await findDifferingNode(parsed, { ...options, parsed, path }, occluded, mask)).toBeNull()
  })

  it.each([0, 1, 2])('names the node whose values are others: convolution %i', async (place) => {
    const { parsed, options, occluded, mask } = await prepare()
    const spoiled = spoil(parsed, place)
    const given = { ...options, parsed: spoiled.parsed, path }
    const found = await findDifferingNode(parsed, given, occluded, mask)
    expect(found).toMatchObject({ node: spoiled.name, operator: 'Conv' })
    expect(found!.difference).toBeGreaterThan(1e-5)
  })
})
