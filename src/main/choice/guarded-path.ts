/** The one wrapper around a path: what becomes of masks that cannot be compared, do not fit, or are compared again on the way. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { ErrorData } from '@shared/errors'
import type { CaseComparison } from '@shared/outputs'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { isOutOfMemory } from '../session/out-of-memory'
import type { CasePath, RunPath } from '../session/paths/run-path'
import { compareLater, type LaterComparison } from './compare-later'

/** A path of session/paths beside the plain one on the same session, as they are. */
export interface Lane {
  readonly fast: RunPath
  /** One mask at a time, anew for everybody who asks: its buffers are not shared. */
  readonly openPlain: () => RunPath
  readonly releaseSession: () => Promise<void>
}

export interface Fallback {
  /** Opens what is taken instead; called once at most. It is owned, whatever the policies say. */
  readonly open: () => Promise<Lane>
  /** What the user is told. */
  readonly notice: ErrorData
}

export interface PathPolicies {
  /** Modalities whose masks take the plain path, because nothing of them could be compared. */
  readonly plainModalities: ReadonlySet<string>
  /** Where it goes on when there is no room for a single mask; null: it fails then. */
  readonly fallback: Fallback | null
  /** The cases at which it is compared with the plain path once more; null for none. Errors of openCase: run/path-differs-later. */
  readonly later: LaterComparison | null
  /** Its session is released with it. */
  readonly ownsSession: boolean
}

export interface GuardedPath extends RunPath {
  /** One mask at a time on the session it was made with, for whoever compares with it; stays with the session. */
  readonly openPlain: () => RunPath
  /** The same path under further policies, in place of this one: what happened so far is known to both. */
  readonly with: (policies: Partial<PathPolicies>) => GuardedPath
}

/** What happened so far. */
interface PathState {
  lane: Lane
  hasFallen: boolean
  /** Masks that fitted into a run; halved when memory runs out, and from then on. */
  most: number
  notices: ErrorData[]
  /** Told behind the others. */
  fallNotices: ErrorData[]
  comparison: CaseComparison | null
}

interface OpenLane extends CasePath {
  readonly lane: Lane
}

const noPolicies: PathPolicies = {
  plainModalities: new Set(),
  fallback: null,
  later: null,
  ownsSession: false,
}

/**
 * Wraps the fast path of a lane. Whatever the policies, a batch that does not fit is run again in halves, and so are all that come
 * after it, in the same order; each halving is a notice, session/smaller-batch.
 */
export function guardPath(lane: Lane, policies: Partial<PathPolicies> = {}): GuardedPath {
  const state: PathState = {
    ...{ lane, hasFallen: false, most: Number.POSITIVE_INFINITY },
    ...{ notices: [], fallNotices: [], comparison: null },
  }
  return wrap(lane, state, { ...noPolicies, ...policies })
}

function wrap(made: Lane, state: PathState, policies: PathPolicies): GuardedPath {
  return {
    name: made.fast.name,
    openPlain: made.openPlain,
    with: (more) => wrap(made, state, { ...policies, ...more }),
    openCase: async (occluded) => {
      state.comparison = null
      const opened = await openCase(state, policies, occluded)
      if (policies.later?.cases.has(occluded.original.caseId) === true)
        state.comparison = await compareLater(made.fast.name, opened, policies.later, occluded)
      return opened
    },
    release: async () => {
      await state.lane.fast.release()
      if (policies.ownsSession || state.hasFallen) await state.lane.releaseSession()
    },
    takeNotices: () => {
      const taken = [...state.notices, ...state.fallNotices]
      state.notices = []
      state.fallNotices = []
      return taken
    },
    takeComparison: () => {
      const taken = state.comparison
      state.comparison = null
      return taken
    },
  }
}

/** A case that falls to the other lane goes on there with the batch at hand, and so does every case after it. */
async function openCase(state: PathState, policies: PathPolicies, occluded: OccludedCase): Promise<CasePath> {
  const open = (): Promise<OpenLane> => openLane(state, policies, occluded)
  const fall = async (from: Lane, thrown: unknown): Promise<OpenLane> => {
    if (state.lane === from) await changeLane(state, policies, thrown)
    return open()
  }
  const { lane } = state
  const first = await open().catch((thrown: unknown) => fall(lane, thrown))
  let opened = first
  return {
    planBatches: first.planBatches,
    run: async (batch) => {
      if (opened !== first) return runPlanned(opened, batch)
      try {
        return await first.run(batch)
      } catch (thrown) {
        opened = await fall(first.lane, thrown)
        return runPlanned(opened, batch)
      }
    },
  }
}

/** Errors: `thrown`, where it is not for memory or there is nothing to fall back to. */
async function changeLane(state: PathState, policies: PathPolicies, thrown: unknown): Promise<void> {
  const { fallback, ownsSession } = policies
  if (fallback === null || state.hasFallen || !isOutOfMemory(thrown)) throw thrown
  await state.lane.fast.release()
  if (ownsSession) await state.lane.releaseSession()
  state.lane = await fallback.open()
  state.hasFallen = true
  state.most = Number.POSITIVE_INFINITY
  state.fallNotices.push(fallback.notice)
}

async function openLane(
  state: PathState,
  { plainModalities }: PathPolicies,
  occluded: OccludedCase,
): Promise<OpenLane> {
  const { lane } = state
  const fast = await lane.fast.openCase(occluded)
  const runFast = (batch: readonly Occlusion[]): Promise<number[][]> => runFitting(state, fast, batch)
  if (plainModalities.size === 0) return { lane, planBatches: fast.planBatches, run: runFast }
  const plain = await lane.openPlain().openCase(occluded)
  const isPlain = ({ masker }: Occlusion): boolean =>
    plainModalities.has(occluded.maskers[masker ?? -1]?.name ?? '')
  return {
    lane,
    planBatches: (occlusions) => [
      ...fast.planBatches(occlusions.filter((one) => !isPlain(one))),
      ...plain.planBatches(occlusions.filter(isPlain)),
    ],
    // Batches were planned above: all of one is on the same side.
    run: (batch) => (batch[0] !== undefined && isPlain(batch[0]) ? plain.run(batch) : runFast(batch)),
  }
}

/** A single mask that does not fit fails as the path says. */
async function runFitting(
  state: PathState,
  opened: CasePath,
  batch: readonly Occlusion[],
): Promise<number[][]> {
  const rows: number[][] = []
  while (rows.length < batch.length) {
    const next = batch.slice(rows.length, rows.length + Math.min(batch.length, state.most))
    try {
      const answers = await opened.run(next)
      // Fewer would be asked for again for ever.
      if (answers.length !== next.length)
        throw new AppError('bug/unexpected', {
          where: 'runFitting',
          words: `${answers.length} rows for ${next.length} masks`,
        })
      rows.push(...answers)
    } catch (thrown) {
      if (next.length === 1 || !isOutOfMemory(thrown)) throw thrown
      halve(state, next.length)
    }
  }
  return rows
}

function halve(state: PathState, from: number): void {
  const to = Math.floor(from / 2)
  if (to >= state.most) return
  state.most = to
  state.notices.push({ code: 'session/smaller-batch', details: { from, to } })
}

/** The other lane may cut differently: its rows are put back into the order of the batch. */
async function runPlanned(opened: CasePath, batch: readonly Occlusion[]): Promise<number[][]> {
  const rowOf = new Map<Occlusion, number[]>()
  for (const part of opened.planBatches(batch)) {
    const rows = await opened.run(part)
    for (const [place, occlusion] of part.entries()) rowOf.set(occlusion, at(rows, place))
  }
  return batch.map((occlusion) => {
    const row = rowOf.get(occlusion)
    if (row === undefined)
      throw new AppError('bug/unexpected', { where: 'runPlanned', words: 'a mask without row' })
    return row
  })
}
