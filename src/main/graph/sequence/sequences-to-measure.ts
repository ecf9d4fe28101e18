/** The tensors whose dims must be known before a sequence can be planned. */
import { toGraphIndex, type GraphIndex } from '../graph-index'
import type { NodeProto } from '../onnx_pb'
import type { ParsedModel } from '../parse-model'
import { worksByRow } from '../prune/row-operators'

/**
 * Names what lies between an embedding (of words, or of patches that are laid out as a sequence) and the first operator that
 * does not work row by row, with what is computed from constants for it. None where nothing is embedded, as in a convolutional network.
 */
export function sequencesToMeasure(parsed: ParsedModel): string[] {
  const index = toGraphIndex(parsed)
  const rows = new Set(index.inputs)
  const laidOut = new Set<string>()
  const found = new Set<string>()
  let beginsSequence = false
  for (const node of index.nodes) {
    const [output = ''] = node.output
    if (isSame(output, index)) continue
    const isSecond = isLayout(node) && laidOut.has(node.input[0] ?? '')
    if (isSecond || goesOn(node, rows, index)) rows.add(output)
    else if (isLayout(node) && isMap(node.input[0] ?? '', index)) laidOut.add(output)
    else continue
    beginsSequence ||= isSecond || node.opType === 'Gather'
    for (const name of [output, ...node.input]) {
      if (name !== '' && !index.inputs.includes(name) && !index.constants.has(name)) found.add(name)
    }
  }
  return beginsSequence ? [...found] : []
}

/** What nothing but maps goes through. */
const mapOperators: ReadonlySet<string> = new Set(['Conv', 'BatchNormalization', 'MaxPool', 'AveragePool'])

/** Row by row, and beside rows only what is the same in every case; rows of anything may stand in front or behind. */
function goesOn(node: NodeProto, rows: ReadonlySet<string>, index: GraphIndex): boolean {
  const { opType, input } = node
  if (!input.some((name) => rows.has(name))) return false
  if (opType === 'Concat') return true
  const [, factor = ''] = input
  if (opType === 'MatMul' && !isSame(factor, index)) return false
  const isKnown = input.every((name) => name === '' || rows.has(name) || isSame(name, index))
  return isKnown && (worksByRow(node) || (opType === 'Gather' && rows.has(factor)))
}

function isSame(name: string, { constantTensors, shapeTensors }: GraphIndex): boolean {
  return constantTensors.has(name) || shapeTensors.has(name)
}

function isLayout({ opType }: NodeProto): boolean {
  return opType === 'Reshape' || opType === 'Flatten' || opType === 'Transpose'
}

function isMap(name: string, { makerOf }: GraphIndex): boolean {
  return mapOperators.has(makerOf.get(name)?.opType ?? '')
}
