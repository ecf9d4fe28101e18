import { OrtTensor as Tensor } from '../../../../src/main/session/onnxruntime'
import { describe, expect, it } from 'vitest'
import { buildUntouchedModel } from '../../../../src/main/graph/untouched-model'
import { dependentTensors } from '../../../../src/main/graph/dependency'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { parseModel } from '../../../../src/main/graph/parse-model'
import { planSequence, type SequencePlan } from '../../../../src/main/graph/sequence/plan-sequence'
import { sequencesToMeasure } from '../../../../src/main/graph/sequence/sequences-to-measure'
import { fillSequenceIndex } from '../../../../src/main/graph/sequence/sequence-tensor'
import { planSplit } from '../../../../src/main/graph/split/plan-split'
import { openOrtModel } from '../../../../src/main/session/ort-model'
import { growKinds, type GrowSequence } from '../../../fixtures/builders/sequence-kinds'
import { buildSequenceNet } from '../../../fixtures/builders/sequence-net'

const rows = 5

/** Plans the sequence of a text of five ids, with dims that a run has measured. */
async function planText(grow: GrowSequence): Promise<SequencePlan | null> {
  const parsed = parseModel(buildSequenceNet({ kind: 'ids', rows }, 1, grow), 'net.onnx')
  const index = toGraphIndex(parsed)
  const names = sequencesToMeasure(parsed)
  const bytes = buildUntouchedModel(parsed, index, { output: 'y', frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath: 'net.onnx', bytes }, { threads: 1, device: 'cpu' })
  const feeds = {
    ids: new Tensor('int64', new BigInt64Array(rows), [1, rows]),
    record: new Tensor('float32', new Float32Array(3), [1, 3]),
  }
  const measured = await model.run(feeds, names)
  await model.release()
  const stored = [...index.constants].map(([name, { dims }]): [string, number[]] => [name, dims.map(Number)])
  return planSequence({
    index,
    dims: new Map([...stored, ...[...measured].map(([name, { dims }]) => [name, [...dims]] as const)]),
    entry: { name: 'ids', dims: [1, rows], shift: 0 },
    nodes: planSplit(index, ['ids'], 'y').nodes,
    dependent: dependentTensors(index, ['ids']),
    output: 'y',
  })
}

const operators = (plan: SequencePlan | null) => plan?.steps.map(({ node }) => node.opType)

describe('planSequence', () => {
  it.each(growKinds)(
    'runs the embedding and the first projections on changed rows through %s',
    async (_, grow) => {
      const plan = await planText(grow)
      expect(operators(plan)?.[0]).toBe('Gather')
      expect(operators(plan)?.slice(-3)).toEqual(['MatMul', 'MatMul', 'MatMul'])
      // Queries, keys and values, and the residual sum: what whole nodes read.
      expect(plan?.exits).toHaveLength(4)
      expect(plan?.denseNodes.map(({ opType }) => opType)).toContain('Softmax')
    },
  )

  it('moves changed rows by the tokens in front of them, not by those behind', async () => {
    const plan = await planText((net) => {
      const token = net.constant([1, 2, net.width])
      net.add('Concat', [token, '$', token], { axis: 1 })
    })
    expect(plan?.exits.map(({ dims, shift }) => [dims[1], shift])).toEqual([
      [rows + 4, 2],
      [rows + 4, 2],
      [rows + 4, 2],
      [rows + 4, 2],
    ])
  })

  it('ends where rows of the masked text stand beside each other', async () => {
    const plan = await planText((net) => void net.add('Concat', ['$', '$'], { axis: 1 }))
    expect(operators(plan)).toEqual(['Gather'])
  })

  it('ends where all rows make each row, and where a product is over the rows', async () => {
    expect(operators(await planText((net) => void net.add('Softmax', ['$'], { axis: 1 })))).toEqual([
      'Gather',
    ])
    const mixed = await planText((net) => void net.add('MatMul', [net.constant([rows, rows]), '$']))
    expect(operators(mixed)).toEqual(['Gather'])
  })
})

describe('fillSequenceIndex', () => {
  const changed = [[1, 2], [], [0]]

  it('names the places of changed rows, mask after mask', () => {
    expect([...fillSequenceIndex({ name: 'places', shift: 1, rows: null }, changed)]).toEqual([2, 3, 1])
  })

  it('puts changed rows, which come after the original ones, in their places', () => {
    expect([...fillSequenceIndex({ name: 'whole', shift: 1, rows: 4 }, changed)]).toEqual([
      0, 1, 4, 5, 0, 1, 2, 3, 0, 6, 2, 3,
    ])
  })
})
