/** Paths by their name, on a session that is open or on one of their own. */
import type { PathChoice } from '@shared/path-choice'
import type { DeviceName, RunPathName } from '@shared/study'
import { withFreeBatch } from '../graph/free-batch'
import type { PreparedStudy } from '../run/prepared-study'
import { sessionOptions } from '../run/session-options'
import { openSession } from '../session/open-session'
import { createBatchedPath } from '../session/paths/batched-path'
import type { DerivedOptions } from '../session/paths/derived-options'
import { createDerivedPath } from '../session/paths/derived-path'
import type { Session } from '../session/session'
import { guardPath, type GuardedPath, type Lane } from './guarded-path'
import { createReadModel, type ReadModel } from './read-model'

export type PathSetup = Pick<PathChoice, 'path' | 'plainModalities'> & {
  readonly device: DeviceName
  /** Masks per forward pass. */
  readonly batchSize: number
}

/** Opens a session and the path on it, which owns it. Errors: those of opening the model. */
export async function openRunPath(
  prepared: PreparedStudy,
  setup: PathSetup,
): Promise<GuardedPath & { readonly session: Session }> {
  const { session, ...lane } = await openLane(prepared, setup)
  const plainModalities = new Set(setup.plainModalities)
  return { ...guardPath(lane, { plainModalities, ownsSession: true }), session }
}

/** The same without its policies. Errors: those of opening the model. */
export async function openLane(
  prepared: PreparedStudy,
  { device, path: name, batchSize }: PathSetup,
): Promise<Lane & { readonly session: Session }> {
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared, device))
  const question = { prepared, session, batchSize, readModel: createReadModel(prepared) }
  return { ...(await toLane(question, name)), session }
}

export interface PathPlace {
  readonly prepared: PreparedStudy
  /** Stays the caller's. */
  readonly session: Session
  /** Masks per run. */
  readonly batchSize: number
  readonly readModel: ReadModel
}

/** Makes a path on the device of the session. Errors: model/not-onnx; those that take the model apart fail with their first case. */
export async function openPath(place: PathPlace, name: RunPathName): Promise<GuardedPath> {
  return guardPath(await toLane(place, name))
}

/** One mask at a time. */
export function openPlainPath(session: Session): GuardedPath {
  return guardPath(laneOf(session, 1))
}

async function toLane(place: PathPlace, name: RunPathName): Promise<Lane> {
  const { session, batchSize } = place
  if (name === 'plain' || name === 'batched') return laneOf(session, name === 'plain' ? 1 : batchSize)
  return { ...laneOf(session, batchSize), fast: createDerivedPath(await derivedOptions(place, name)) }
}

function laneOf(session: Session, batchSize: number): Lane {
  return {
    fast: createBatchedPath(session, batchSize),
    openPlain: () => createBatchedPath(session, 1),
    releaseSession: session.release,
  }
}

/** What a path that takes the model apart is given; a fixed batch is freed. Errors: model/not-onnx. */
export async function derivedOptions(
  { prepared, session, batchSize, readModel }: PathPlace,
  path: DerivedOptions['path'],
): Promise<DerivedOptions> {
  const isFixed = prepared.card.fixedBatch !== null
  const parsed = await readModel()
  return {
    ...sessionOptions(prepared, session.device),
    ...{ path, modelPath: prepared.open.modelPath },
    parsed: isFixed ? withFreeBatch(parsed) : parsed,
    batchSize: isFixed ? prepared.settings.batchSize : batchSize,
  }
}
