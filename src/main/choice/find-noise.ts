/** A model that gives other outputs each time, as with dropout left on: then small figures mean nothing. */
import { unlessBug } from '@shared/expected-failure'
import type { ErrorData } from '@shared/errors'
import type { Occlusion } from '../batch/plan-batches'
import { readTensors } from '../graph/read-tensors'
import type { GraphProto, NodeProto } from '../graph/onnx_pb'
import { randomNodes } from '../graph/random-nodes'
import { createBatchedPath } from '../session/paths/batched-path'
import { allowedAt } from '../session/paths/path-tolerance'
import { chooseOutput } from '../session/output-rows'
import type { Session } from '../session/session'
import { originalOf, runPlain, strongestMask, type CheckedCase, type CheckedMasks } from './checked-case'
import { toStoredOutput } from '../run/occlusions'
import type { PreparedStudy } from '../run/prepared-study'
import type { ReadModel } from './read-model'

/** Beyond rounding, which is nothing on a processor: a tenth of what a path may differ by. */
const roundingShare = 0.1
/** Once two runs differ, more are made: the largest of few differences is too small. */
const furtherRuns = 4
/** Copies of the original in one pass: a seed that is fixed repeats its numbers from pass to pass, but not from row to row. */
const copies = 4
const namedNodes = 3

export interface NoiseQuestion {
  readonly prepared: PreparedStudy
  readonly session: Session
  readonly readModel: ReadModel
}

interface Noise {
  isNoisy: boolean
  /** In what a run stores, so that it can stand beside the differences of masks. */
  largest: number
}

/**
 * Runs the original and the strongest mask of every modality again, one by one, then copies of the original in one pass, and asks
 * the graph for nodes that draw random numbers. Code: run/not-deterministic; null when nothing speaks for it.
 */
export async function findNoise(
  { prepared, session, readModel }: NoiseQuestion,
  cases: readonly CheckedCase[],
  canBatch: boolean,
): Promise<ErrorData | null> {
  const noise: Noise = { isNoisy: false, largest: 0 }
  for (const checked of cases) await repeat(prepared, session, checked, noise)
  const [first] = cases
  if (canBatch && first !== undefined)
    await runCopies(prepared, session, first, noise).catch(unlessBug(undefined))
  const nodes = await findRandomNodes(prepared, readModel)
  if (!noise.isNoisy && nodes.length === 0) return null
  const named = nodes.slice(0, namedNodes)
  const difference = noise.isNoisy ? noise.largest : null
  return {
    code: 'run/not-deterministic',
    details: { difference, nodes: named, more: nodes.length - named.length },
  }
}

async function repeat(
  { open }: PreparedStudy,
  session: Session,
  checked: CheckedCase,
  noise: Noise,
): Promise<void> {
  const { occluded, masks } = checked
  const original = [...masks.keys()].filter(({ masker }) => masker === null)
  const strongest = occluded.maskers.map((_, masker) => strongestMask(checked, masker))
  const repeated: Occlusion[] = [...original, ...strongest.filter((one) => one !== null)]
  for (let time = 0; time === 0 || (noise.isNoisy && time < furtherRuns); time += 1) {
    const again = await runPlain(session, occluded, repeated)
    // What is finite only now and then is noise, too.
    noise.isNoisy ||= originalOf(again) === null
    for (const [one, row] of again) addRow(noise, masks.get(one) ?? [], row, open.study.outputs)
  }
}

/** Rows of equal inputs in one pass have to be equal, whatever a model does over its batch. Errors: those of the session. */
async function runCopies(
  { open }: PreparedStudy,
  session: Session,
  { occluded }: CheckedCase,
  noise: Noise,
): Promise<void> {
  const path = await createBatchedPath(session, copies).openCase(occluded)
  const original: Occlusion = { masker: null, part: 'whole', draw: 0 }
  const [first = [], ...others] = await path.run(Array.from({ length: copies }, () => original))
  for (const row of others) addRow(noise, first, row, open.study.outputs)
}

function addRow(
  noise: Noise,
  first: CheckedRow,
  again: CheckedRow,
  outputs: PreparedStudy['open']['study']['outputs'],
): void {
  noise.isNoisy ||= again.some((value, index) => {
    const before = first[index] ?? Number.NaN
    return !(Math.abs(value - before) <= roundingShare * allowedAt(before))
  })
  const stored = toStoredOutput(first, outputs)
  for (const [index, value] of toStoredOutput(again, outputs).entries())
    noise.largest = Math.max(noise.largest, Math.abs(value - (stored[index] ?? value)))
}

type CheckedRow = CheckedMasks extends ReadonlyMap<Occlusion, infer Row> ? Row : never

const mayDraw = /Random|Bernoulli|Multinomial|Dropout/

/** The model is read again only where its card names an operator that may draw. */
async function findRandomNodes({ open, card }: PreparedStudy, readModel: ReadModel): Promise<string[]> {
  if (!card.operators.some(({ name }) => mayDraw.test(name))) return []
  const parsed = await readModel()
  const behind = nodesBefore(parsed.graph, chooseOutput(card, open.study.outputs))
  const drawing = randomNodes({ ...parsed.graph, node: behind }, parsed.model.functions)
  return drawing.map(({ operator, name }) => `${operator} ${name}`)
}

/** Nodes that the output depends on: numbers that are drawn for another output disturb nothing. */
function nodesBefore({ node: nodes }: GraphProto, output: string): NodeProto[] {
  const makers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node] as const)))
  const reached = new Set<NodeProto>()
  const waiting = [output]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const node = makers.get(name)
    if (node === undefined || reached.has(node)) continue
    reached.add(node)
    for (const name of readTensors(node)) waiting.push(name)
  }
  return nodes.filter((node) => reached.has(node))
}
