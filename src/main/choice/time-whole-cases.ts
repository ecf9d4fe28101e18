/** How long a case of a run takes in all: reading, masking, passes and what is compared, by running a few as a run would. */
import type { CaseMachine } from '../run/occlude-case'
import { runCase } from '../run/case-source'
import { timeReading } from '../run/first-case'
import type { OccludedCase } from '../batch/fill-batch'

/** A case that takes longer by its passes is not run for an estimate: reading is then the smaller part. */
const mostSecondsOfCase = 3
/** So long cases are run, and so many of them at most. */
const enoughMs = 1500
const mostCases = 8

/** Seconds of a case, the mean: `passSeconds` is what its passes take by themselves. */
export async function timeWholeCases(
  machine: CaseMachine,
  occluded: OccludedCase,
  passSeconds: number,
): Promise<number> {
  const { cases } = machine.prepared
  if (passSeconds > mostSecondsOfCase) return passSeconds + (await timeReading(machine.prepared, occluded))
  const { signal } = new AbortController()
  const startedMs = performance.now()
  let count = 0
  // The first one is warm from the trials.
  for (const datasetCase of cases.length > 1 ? cases.slice(1, 1 + mostCases) : cases) {
    await exhaust(runCase(machine, datasetCase, signal))
    count += 1
    if (performance.now() - startedMs > enoughMs) break
  }
  return (performance.now() - startedMs) / 1000 / Math.max(1, count)
}

async function exhaust(news: AsyncIterable<unknown>): Promise<void> {
  const steps = news[Symbol.asyncIterator]()
  while ((await steps.next()).done !== true);
}
