import { expect, it } from 'vitest'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'

const folders = useTemporaryFolders()
const [toInt64, toFloat] = [7, 1]

/** y = sum of the image + [1, 10, 100][stage] + 1000 smoker + grade / 2. */
function buildEmbeddingModel(): Uint8Array {
  return buildModel({
    name: 'embedding',
    inputs: [
      tensorInfo('image', 'float32', ['batch', 1, 2, 2]),
      tensorInfo('stage', 'int64', ['batch']),
      tensorInfo('smoker', 'bool', ['batch']),
      tensorInfo('grade', 'int32', ['batch', 1]),
    ],
    outputs: [tensorInfo('y', 'float32', ['batch', 1])],
    initializers: [
      floatInitializer('ones', [4, 1], [1, 1, 1, 1]),
      floatInitializer('stages', [3, 1], [1, 10, 100]),
      floatInitializer('smokers', [2, 1], [0, 1000]),
      floatInitializer('half', [1], [0.5]),
    ],
    nodes: [
      node('Flatten', ['image'], ['flat']),
      node('MatMul', ['flat', 'ones'], ['sum']),
      node('Gather', ['stages', 'stage'], ['ofStage']),
      node('Cast', ['smoker'], ['smokes'], { to: toInt64 }),
      node('Gather', ['smokers', 'smokes'], ['ofSmoker']),
      node('Cast', ['grade'], ['decimal'], { to: toFloat }),
      node('Mul', ['decimal', 'half'], ['ofGrade']),
      node('Add', ['sum', 'ofStage'], ['one']),
      node('Add', ['one', 'ofSmoker'], ['two']),
      node('Add', ['two', 'ofGrade'], ['y']),
    ],
  })
}

const record = (name: string, encoding: object) => ({
  name,
  kind: 'tabular',
  input: name,
  attributes: [{ name, encoding }],
  replacement: 'zero',
})

it.each(['plain', 'batched', 'split', 'incremental'] as const)(
  'feeds int64, bool, int32 and inputs of one axis on the %s path',
  async (path) => {
    const home = folders({})
    const study = writeToyStudy({
      folder: home,
      model: buildEmbeddingModel(),
      modalities: [
        {
          name: 'image',
          kind: 'image',
          input: 'image',
          source: { column: 'image' },
          parts: { patch: [1, 2] },
        },
        record('stage', { kind: 'ordinal', levels: ['I', 'II', 'III'] }),
        record('smoker', { kind: 'boolean' }),
        record('grade', { kind: 'number' }),
      ],
      outputs: { kind: 'regression', names: ['y'] },
      rows: [
        { id: 'a', image: 'a.npy', stage: 'II', smoker: 'yes', grade: '4 %' },
        { id: 'b', image: 'a.npy', stage: 'III', smoker: 'no', grade: '3 %' },
        { id: 'c', image: 'a.npy', stage: 'I', smoker: 'no', grade: '0.5 %' },
      ],
      images: { 'a.npy': { dims: [2, 2], values: [1, 2, 3, 4] } },
    })
    const { runFolder, result } = await runStudyFile(study, home, { path })
    const stored = await loadStoredCases(runFolderAt(runFolder))
    const outputs = stored.flatMap((one) => ('outputs' in one ? [one.outputs] : []))
    expect(outputs.map(({ originalOutput }) => originalOutput)).toEqual([[1022], [111.5]])
    expect(outputs.map(({ modalities }) => modalities.map(({ occludedOutput }) => occludedOutput))).toEqual([
      [[[1019], [1015]], [[1013]], [[22]], [[1020]]],
      [[[108.5], [104.5]], [[12.5]], [[111.5]], [[110]]],
    ])
    expect(result.notices).toMatchObject([
      { code: 'table/percent', details: { column: 'grade', count: 3 } },
      { code: 'tensor/not-whole', caseId: 'c' },
      { code: 'run/inert-parts' },
    ])
  },
)
