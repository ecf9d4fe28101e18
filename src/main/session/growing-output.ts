/** An output with a further axis that grows with the batch, as the similarity of every image with every text does. */
import type { ModelCard } from '@shared/model'
import { elementCount } from '@shared/tensor'
import { unlessBug } from '@shared/expected-failure'
import type { Feeds } from '../batch/batch-buffers'
import type { Session } from './session'

/** Tells it from the names of the axes alone; false where they say nothing. */
export function growsByName({ inputs, outputs }: ModelCard, output: string): boolean {
  const dims = outputs.find(({ name }) => name === output)?.dims ?? []
  const batches = new Set([...inputs.map((one) => one.dims[0]), dims[0]])
  return dims.slice(1).some((length) => typeof length === 'string' && batches.has(length))
}

/** True where the names of the axes leave it open, so that only a pass can tell. */
export function mayGrow({ outputs, fixedBatch }: ModelCard, output: string): boolean {
  const dims = outputs.find(({ name }) => name === output)?.dims ?? []
  return (
    fixedBatch === null && (dims.length === 0 || dims.slice(1).some((length) => typeof length !== 'number'))
  )
}

/** Runs one case alone and twice in a batch: does a row of the output have more values then? A batch of two that fails tells nothing. */
export async function growsInPass(session: Session, one: Feeds, two: Feeds): Promise<boolean> {
  await session.run(one, 1)
  const alone = widthOf(session, 1)
  // A width that is not that of outputs.names is an error, too; what matters here is the shape it came with.
  await session.run(two, 2).catch(unlessBug(null))
  return alone !== null && widthOf(session, 2) !== null && widthOf(session, 2) !== alone
}

function widthOf({ lastDims }: Session, batch: number): number | null {
  const dims = lastDims?.() ?? null
  return dims === null || (batch > 1 && dims[0] !== batch) ? null : elementCount(dims) / batch
}
