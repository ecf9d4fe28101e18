/** A device on the first case: can it run the model, does it give the outputs of the CPU, and with how many masks at once? */
import type { DeviceTrial } from '@shared/device'
import { AppError, describeError, toErrorData, type ErrorData } from '@shared/errors'
import type { DeviceName } from '@shared/study'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { isOutOfMemory } from '../session/out-of-memory'
import { createBatchedPath } from '../session/paths/batched-path'
import type { CasePath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import type { CheckedCase } from './checked-case'
import { growBatch } from './masks-per-run'
import { comparePath, type Compared } from './try-path'

export interface DeviceTest {
  readonly open: (device: DeviceName) => Promise<Session>
  readonly occluded: OccludedCase
  readonly occlusions: readonly Occlusion[]
  /** What the CPU answered; the first is compared and timed before the others. */
  readonly cases: readonly CheckedCase[]
  /** How long the CPU took for the first. */
  readonly cpuMs: number
  /** The batch on the CPU; 1 stays 1. */
  readonly batchSize: number
  /** Whether a device is refused for being slow. */
  readonly mustBeFast: boolean
  /** Milliseconds from any origin. */
  readonly clock: () => number
}

export interface TriedDevice {
  readonly trial: DeviceTrial
  /** Null when the device is refused; else the caller's to release. */
  readonly session: Session | null
  readonly batchSize: number
}

/** A device that needs so much longer than the CPU mask by mask is a simulated one. */
const hopelesslySlow = 4

/** The original, and the first, middle and last mask of a case. */
export function chooseDeviceMasks(occlusions: readonly Occlusion[]): Occlusion[] {
  const masks = occlusions.filter(({ masker }) => masker !== null)
  const places = new Set([0, Math.floor(masks.length / 2), masks.length - 1])
  return [
    ...occlusions.filter(({ masker }) => masker === null),
    ...masks.filter((_, place) => places.has(place)),
  ]
}

/** Tries a device. One that fails is refused, never thrown. */
export async function tryDevice(test: DeviceTest, device: DeviceName): Promise<TriedDevice> {
  const trial: DeviceTrial = { device, largestDifference: null, secondsPerCase: null, refused: null }
  let session: Session | null = null
  try {
    session = await test.open(device)
    const path = createBatchedPath(session, 1)
    for (const [place, { occluded, masks }] of test.cases.entries()) {
      const opened = await path.openCase(occluded)
      const compared = await comparePath(opened, masks)
      if (Number.isFinite(compared.largestDifference))
        trial.largestDifference = Math.max(trial.largestDifference ?? 0, compared.largestDifference)
      checkDifference(compared, device)
      if (test.mustBeFast && place === 0) await checkSpeed(test, opened, device)
    }
    const batchSize = test.batchSize === 1 ? 1 : await growBatch({ ...test, session })
    return { trial, session, batchSize }
  } catch (thrown) {
    // A device that was lost may fail here once more.
    await session?.release().catch(() => undefined)
    return {
      trial: { ...trial, refused: toRefusal(device, thrown) },
      session: null,
      batchSize: test.batchSize,
    }
  }
}

/** Errors: session/device-differs, session/device-refused. */
function checkDifference({ largestDifference, allowed: tolerance }: Compared, device: DeviceName): void {
  if (largestDifference <= tolerance) return
  if (!Number.isFinite(largestDifference)) {
    throw new AppError('session/device-refused', { device, why: 'it computes values that are not finite' })
  }
  const difference = Number(largestDifference.toPrecision(2))
  throw new AppError('session/device-differs', { device, difference, tolerance })
}

/** Errors: session/device-slower. */
async function checkSpeed(
  { cases, cpuMs, clock }: DeviceTest,
  opened: CasePath,
  device: DeviceName,
): Promise<void> {
  const startedMs = clock()
  for (const occlusion of cases[0]?.masks.keys() ?? []) await opened.run([occlusion])
  if (clock() - startedMs > hopelesslySlow * cpuMs) throw new AppError('session/device-slower', { device })
}

/** In words of ours; what onnxruntime said stands in `why`. */
function toRefusal(device: DeviceName, thrown: unknown): ErrorData {
  const error = toErrorData(thrown, `device ${device}`)
  if (error.code === 'bug/unexpected') throw thrown
  if (isDeviceRefusal(error)) return error
  if (isOutOfMemory(thrown)) return { code: 'session/device-memory', details: { device } }
  const { why } = error.details
  const details = { device, why: typeof why === 'string' ? why : describeError(error).sentence }
  return { code: 'session/device-refused', details }
}

function isDeviceRefusal({ code }: ErrorData): boolean {
  return code.startsWith('session/device-')
}
