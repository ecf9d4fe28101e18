/** Demo: three models over the same cohort, which differ only in how much they listen to each modality. */
import { buildModel, floatInitializer, int64Initializer, node, tensorInfo } from '../../graph/build-model'
import { outputNames, truth } from './nodule-case'
import { featureCount, imageTrunk, volumeInput } from './image-trunk'
import { textLength, vocabulary } from './report-text'

/** What the three branches of a model are multiplied by before they are added. */
export interface Loudness {
  readonly image: number
  readonly report: number
  readonly record: number
}

/** Fitted weights from features to nodule radius and effusion, each [featureCount + 1] with the intercept last. */
export interface ImageReadout {
  readonly nodule: readonly number[]
  readonly effusion: readonly number[]
}

/** Columns of the record tensor: age, smoker, marker, marker is missing, sex f, sex m, nuisance. */
export const recordColumns = 7

const classes = outputNames.length

/** Builds a model; with `logits` it leaves the sigmoid to whoever runs it. */
export function buildDemoModel(
  readout: ImageReadout,
  loudness: Loudness,
  ending: 'probabilities' | 'logits',
): Uint8Array {
  const trunk = imageTrunk()
  return buildModel({
    name: 'ModaLens demo',
    inputs: [
      volumeInput,
      tensorInfo('input_ids', 'int64', ['batch', textLength]),
      tensorInfo('attention_mask', 'int64', ['batch', textLength]),
      tensorInfo('record', 'float32', ['batch', recordColumns]),
    ],
    outputs: [tensorInfo(ending, 'float32', ['batch', classes])],
    initializers: [
      ...trunk.initializers,
      ...imageWeights(readout, loudness.image),
      floatInitializer('text.embedding', [vocabulary.length, classes], wordWeights(loudness.report)),
      floatInitializer('record.weight', [recordColumns, classes], recordWeights(loudness.record)),
      int64Initializer('last', [1], [2]),
    ],
    nodes: [
      ...trunk.nodes,
      node('Gemm', ['features', 'image.weight', 'image.bias'], ['fromImage']),
      node('Gather', ['text.embedding', 'input_ids'], ['tokens']),
      node('Cast', ['attention_mask'], ['mask'], { to: 1 }),
      node('Unsqueeze', ['mask', 'last'], ['column']),
      node('Mul', ['tokens', 'column'], ['seen']),
      node('ReduceMean', ['seen'], ['meanToken'], { axes: [1], keepdims: 0 }),
      node('MatMul', ['record', 'record.weight'], ['fromRecord']),
      node('Sum', ['fromImage', 'meanToken', 'fromRecord'], ending === 'logits' ? ['logits'] : ['sum']),
      ...(ending === 'logits' ? [] : [node('Sigmoid', ['sum'], ['probabilities'])]),
    ],
  })
}

/** Features -> nodule and effusion -> their part in the logits, as one matrix [features][classes]. */
function imageWeights({ nodule, effusion }: ImageReadout, loudness: number) {
  const weight = (feature: number, output: number): number =>
    loudness *
    ((nodule[feature] ?? 0) * (truth.nodule[output] ?? 0) +
      (effusion[feature] ?? 0) * (truth.effusion[output] ?? 0))
  const row = (feature: number): number[] => outputNames.map((_, output) => weight(feature, output))
  return [
    floatInitializer(
      'image.weight',
      [featureCount, classes],
      Array.from({ length: featureCount }, (_, index) => row(index)).flat(),
    ),
    floatInitializer('image.bias', [classes], row(featureCount)),
  ]
}

/** The truth per word; the mean over all positions divides by the length of the text, which is multiplied back in. */
function wordWeights(loudness: number): number[] {
  const known = new Map<string, readonly number[]>(Object.entries(truth.words))
  return vocabulary.flatMap((word) =>
    outputNames.map((_, output) => loudness * textLength * (known.get(word)?.[output] ?? 0)),
  )
}

function recordWeights(loudness: number): number[] {
  const { age, smoker, marker } = truth.record
  const nothing = [0, 0, 0]
  return [age, smoker, marker, nothing, nothing, nothing, nothing].flatMap((row) =>
    row.map((weight) => loudness * weight),
  )
}
