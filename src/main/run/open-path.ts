/** The path of a name, over the session that every run has open. */
import type { RunPathName } from '@shared/study'
import { readBytes } from '../files/read-bytes'
import { withFreeBatch } from '../graph/free-batch'
import { parseModel } from '../graph/parse-model'
import { createShrinkingPath } from '../session/devices/shrinking-path'
import { createBatchedPath } from '../session/paths/batched-path'
import type { DerivedOptions } from '../session/paths/derived-options'
import { createDerivedPath } from '../session/paths/derived-path'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import type { PreparedStudy } from './prepared-study'
import { sessionOptions } from './session-options'

/** Makes a path on the device of the session, with smaller batches when memory runs out; the session stays the caller's. Errors: model/not-onnx; those that take the model apart fail with their first case. */
export async function openPath(
  prepared: PreparedStudy,
  session: Session,
  name: RunPathName,
  batchSize: number,
): Promise<RunPath> {
  if (name === 'plain' || name === 'batched')
    return createShrinkingPath(createBatchedPath(session, name === 'plain' ? 1 : batchSize))
  return createShrinkingPath(createDerivedPath(await derivedOptions(prepared, session, name, batchSize)))
}

/** What a path that takes the model apart is given; a fixed batch is freed. Errors: model/not-onnx. */
export async function derivedOptions(
  prepared: PreparedStudy,
  session: Session,
  path: DerivedOptions['path'],
  batchSize: number,
): Promise<DerivedOptions> {
  const { modelPath } = prepared.open
  const parsed = parseModel(await readBytes(modelPath), prepared.card.fileName)
  const isFixed = prepared.card.fixedBatch !== null
  return {
    ...sessionOptions(prepared, session.device),
    ...{ path, modelPath },
    parsed: isFixed ? withFreeBatch(parsed) : parsed,
    batchSize: isFixed ? prepared.settings.batchSize : batchSize,
  }
}
