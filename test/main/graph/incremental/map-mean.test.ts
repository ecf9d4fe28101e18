import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { int64Initializer, node, type AttributeValue } from '../../../../src/main/graph/build-model'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { planMapMean } from '../../../../src/main/graph/incremental/map-mean'
import { GraphProtoSchema, ModelProtoSchema } from '../../../../src/main/graph/onnx_pb'

/** Whether the mean of a map [batch, channels, ...dims] over the axes is one that needs no whole map. */
function isTaken(dims: number[], axes: number[], asInput: boolean, keepdims = 1): boolean {
  const attributes: Record<string, AttributeValue> = asInput ? { keepdims } : { keepdims, axes }
  const graph = create(GraphProtoSchema, {
    node: [node('ReduceMean', asInput ? ['map', 'axes'] : ['map'], ['mean'], attributes)],
    initializer: [int64Initializer('axes', [axes.length], axes)],
  })
  const model = create(ModelProtoSchema, { opsetImport: [{ version: 17n }] })
  const map = { name: 'map', channels: 4, dims, boxes: null }
  return planMapMean(graph.node[0]!, map, toGraphIndex({ model, graph })) !== null
}

describe.each([
  ['as an attribute', false],
  ['as an input', true],
])('the axes of a mean, %s', (_, asInput) => {
  it.each([
    [[5, 6], [2, 3], true],
    [[5, 6], [-1, -2], true],
    [[5, 6], [2, -1], true],
    [[5, 6], [-2, 3], true],
    // -2 is axis 2 again: the last axis is not there.
    [[5, 6], [2, -2], false],
    [[5, 6], [-3, -2], false],
    [[5, 6], [-4, -1], false],
    [[5, 6], [-1], false],
    [[5, 6], [1, 2, 3], false],
    [[5, 6, 7], [-1, -2, -3], true],
    [[5, 6, 7], [-2, -3, -4], false],
    [[5], [-1], true],
  ])('of a map %j: %j', (dims, axes, wanted) => {
    expect(isTaken(dims, axes, asInput)).toBe(wanted)
  })
})
