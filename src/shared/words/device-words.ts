/** Where a run was computed, for screen and report. */
import { titleOf } from './device-titles'
import { describeError } from '../errors'
import type { RunManifest, RunResult } from '../run'

/** Says which device computed, how near it came to the CPU, and which devices were refused for what they computed. */
export function deviceWords(
  { device: asked, threads, batchSize }: RunManifest,
  path: RunResult['path'],
): string {
  const chosen = path?.device ?? null
  if (chosen === null) return `${asked}, ${threads} threads, batch ${batchSize}`
  const { device, trials } = chosen
  const words = [
    device === 'cpu' ? `${device}, ${threadWords(threads, path)}` : titleOf(device),
    `batch ${chosen.batchSize}`,
  ]
  const difference = trials.find((one) => one.device === device)?.largestDifference ?? null
  const compared =
    difference === null ? '' : `; largest difference to the CPU on the first case: ${inWords(difference)}`
  const refused = trials.flatMap((one) =>
    one.refused === null || isUntold(one.refused.code) ? [] : [describeError(one.refused).sentence],
  )
  return [words.join(', ') + compared, ...refused].join('. ')
}

function threadWords(threads: number, path: RunResult['path']): string {
  const workers = path?.workers ?? null
  if (workers === null) return `${threads} threads`
  return `${workers.count} cases at once, ${workers.threads} ${workers.threads === 1 ? 'thread' : 'threads'} each`
}

/** That a device is not there is no news in a report. */
function isUntold(code: string): boolean {
  return code === 'session/device-absent' || code === 'session/device-refused'
}

function inWords(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1)
}
