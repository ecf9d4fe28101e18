/** How many masks of a large case may share a pass. */
import { unlessBug } from '@shared/expected-failure'
import type { OccludedCase } from '../batch/fill-batch'
import { largestTensorBytes } from '../session/largest-tensor'
import type { PreparedStudy } from '../run/prepared-study'
import { sessionOptions } from '../run/session-options'
import { createReadModel, type ReadModel } from './read-model'

/** No tensor of a pass with several masks is larger: onnxruntime asks for blocks of powers of two, and a block of 2 GiB is what allocators refuse first. */
export const mostTensorBytes = 2 ** 30

/** Below it a look at the model costs more than it may save: what a network makes of an input is seldom 16 times as large. */
const smallInputBytes = 2 ** 26

/** Finds out where the inputs are large; unlimited where they are small, or the model shows no sizes. */
export async function findMostMasks(
  prepared: PreparedStudy,
  { original }: OccludedCase,
  batchSize: number,
  readModel: ReadModel = createReadModel(prepared),
): Promise<number> {
  const tensors = [...original.modalities.values()].flatMap((one) => [...one.tensors.values()])
  const largestInput = tensors.reduce((most, { values }) => Math.max(most, values.byteLength), 0)
  if (batchSize === 1 || batchSize * largestInput < smallInputBytes) return Number.POSITIVE_INFINITY
  const bytes = await sizeOf(prepared, original, readModel).catch(unlessBug(0))
  return bytes === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(mostTensorBytes / bytes))
}

async function sizeOf(
  prepared: PreparedStudy,
  original: OccludedCase['original'],
  readModel: ReadModel,
): Promise<number> {
  return largestTensorBytes(await readModel(), prepared.open.modelPath, original, sessionOptions(prepared))
}
