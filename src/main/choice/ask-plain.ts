/** What the plain path answers, and whether it can be a yardstick: is it the same each time, and do masks move it? */
import type { ErrorData } from '@shared/errors'
import { createBatchBuffers } from '../batch/batch-buffers'
import { fillBatch, type OccludedCase } from '../batch/fill-batch'
import { createRandom } from '../maskers/random'
import { growsByName, growsInPass, mayGrow } from '../session/growing-output'
import { chooseOutput } from '../session/output-rows'
import type { Session } from '../session/session'
import { checkCase, isMovedClearly, movementOf, originalOf, type CheckedCase } from './checked-case'
import { listMasks } from '../run/occlusions'
import { isControl, isJoint, type CaseMasker } from '../maskers/joint-masker'
import { loadOccluded } from '../run/first-case'
import { findNoise } from './find-noise'
import type { PreparedStudy } from '../run/prepared-study'
import type { ReadModel } from './read-model'

/** What every path of a run is measured against. */
export interface PlainAnswers {
  /** The first case, and those that were needed beside it; none when no output is finite. */
  readonly cases: readonly CheckedCase[]
  /** Cases that were looked at. */
  readonly looked: number
  /** Why no path but the plain one can be had: run/not-deterministic, run/output-grows. */
  readonly refusal: ErrorData | null
}

export interface PlainQuestion {
  readonly prepared: PreparedStudy
  readonly session: Session
  readonly occluded: OccludedCase
  readonly readModel: ReadModel
  /** False where the plain path was asked for: then nothing is going to be compared. */
  readonly isCompared: boolean
  /** Whether any path is going to be tried beside the plain one, as far as the time of the first masks tells. */
  readonly isWorthwhile: () => boolean
}

/** Cases beside the first in which masks are looked for that move an output. */
const furtherCases = 8

/**
 * Runs a few masks of the first case one by one, and of further cases, drawn with the seed of the run, as long as a modality has
 * moved nothing clearly. The strongest of them run twice. Errors: those of the session.
 */
export async function askPlain(question: PlainQuestion): Promise<PlainAnswers> {
  const { prepared, session, isCompared, readModel } = question
  const { cases, looked } = await findMoves(question)
  const growth = isCompared ? await findGrowth(question) : null
  const canBatch = growth === null && prepared.card.fixedBatch === null
  const noise = await findNoise({ prepared, session, readModel }, cases, canBatch)
  return { cases, looked, refusal: noise ?? growth }
}

async function findMoves({
  prepared,
  session,
  occluded,
  isCompared,
  isWorthwhile,
}: PlainQuestion): Promise<Omit<PlainAnswers, 'refusal'>> {
  const { maskers } = occluded
  // Controls go the way of their modality, and may move nothing in any case; a set need not be in any.
  const isLooked = (one: CaseMasker): boolean =>
    !isControl(one) && (!isJoint(one) || listMasks(one, occluded.original).length > 0)
  const best = new Map(
    maskers.flatMap((one, masker): [number, number][] => (isLooked(one) ? [[masker, 0]] : [])),
  )
  const cases: CheckedCase[] = []
  let lacking = [...best.keys()]
  const look = async (one: OccludedCase): Promise<void> => {
    const checked = await checkCase(session, one, lacking, isWorthwhile)
    if (originalOf(checked.masks) === null) return
    const better = lacking.filter((masker) => movementOf(checked, masker) > (best.get(masker) ?? 0))
    if (better.length > 0 || cases.length === 0) cases.push(checked)
    for (const masker of better) best.set(masker, movementOf(checked, masker))
    lacking = lacking.filter((masker) => !isMovedClearly(checked, masker))
  }
  await look(occluded)
  let looked = 1
  for (const datasetCase of isCompared ? otherCases(prepared, occluded.original.caseId) : []) {
    if (lacking.length === 0 || !isWorthwhile()) break
    const other = await loadOccluded(prepared, maskers, datasetCase)
    if (other === null) continue
    looked += 1
    await look(other)
  }
  return { cases, looked }
}

/** A few cases but the first, in an order that the seed alone decides. */
function otherCases({ cases, settings }: PreparedStudy, first: string): PreparedStudy['cases'] {
  const random = createRandom(settings.seed, 'compared')
  return cases
    .filter(({ caseId }) => caseId !== first)
    .map((one) => ({ one, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, furtherCases)
    .map(({ one }) => one)
}

/** An output whose row is longer in a larger batch: only the plain path can be right. */
async function findGrowth({ prepared, session, occluded }: PlainQuestion): Promise<ErrorData | null> {
  const { card, open } = prepared
  const output = chooseOutput(card, open.study.outputs)
  const dims = card.outputs.find(({ name }) => name === output)?.dims ?? []
  const grows: ErrorData = {
    code: 'run/output-grows',
    details: { output, dims: dims.map((length) => length ?? '?').join(' x ') },
  }
  if (growsByName(card, output)) return grows
  if (!mayGrow(card, output)) return null
  const original = { masker: null, part: 'whole' as const, draw: 0 }
  const feeds = (count: number): ReturnType<typeof fillBatch> =>
    fillBatch(
      Array.from({ length: count }, () => original),
      occluded,
      createBatchBuffers(occluded.original, count),
    )
  return (await growsInPass(session, feeds(1), feeds(2))) ? grows : null
}
