import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { MAX_NODES } from '../../../src/main/graph/model-extent'
import { chainModel, rawModel, rawNode, rawValue } from '../../fixtures/builders/large-graph'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

/** Nodes side by side, ten of which read the same. */
function wideModel(count: number): Buffer {
  const nodes = Array.from({ length: count }, (_, index) =>
    rawNode(
      'Add',
      [index < 10 ? 'x' : `t${Math.floor(index / 10)}`, 'x'],
      [index === count - 1 ? 'y' : `t${index}`],
    ),
  )
  return rawModel(Buffer.concat([...nodes, rawValue(11, 'x'), rawValue(12, 'y')]))
}

/** As many conditions as that, each with a branch of its own that reads from outside. */
function branchedModel(count: number): Buffer {
  const nodes = Array.from({ length: count }, (_, index) => {
    const branch = Buffer.concat([rawNode('Relu', ['x'], [`b${index}`]), rawValue(12, `b${index}`)])
    return rawNode('If', ['x'], [index === count - 1 ? 'y' : `t${index}`], [branch])
  })
  return rawModel(Buffer.concat([...nodes, rawValue(11, 'x'), rawValue(12, 'y')]))
}

describe('large graphs', () => {
  it.each([
    ['a chain of 100,000 nodes', () => chainModel(100_000)],
    ['a chain of 100,000 nodes in the wrong order', () => chainModel(100_000, 'reversed')],
    ['a chain of 300,000 nodes', () => chainModel(MAX_NODES)],
    ['300,000 nodes side by side', () => wideModel(MAX_NODES)],
    ['100,000 conditions', () => branchedModel(100_000)],
  ])('%s are inspected', async (name, build) => {
    const path = join(temporaryFolder({}), 'large.onnx')
    writeFileSync(path, build())
    const begun = performance.now()
    const card = await inspectModel(path)
    const memory = process.memoryUsage()
    console.log(
      `${name}: inspected in ${((performance.now() - begun) / 1000).toFixed(1)} s, ${Math.round(memory.rss / 2 ** 20)} MiB`,
    )
    expect(card.outputs[0]?.connectedInputs).toEqual(['x'])
  })

  it('of a million are refused at once', async () => {
    const path = join(temporaryFolder({}), 'large.onnx')
    writeFileSync(path, chainModel(1_000_000))
    const begun = performance.now()
    await expect(inspectModel(path)).rejects.toMatchObject({ code: 'model/too-many-nodes' })
    console.log(`1,000,000 nodes: refused in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  })
})
