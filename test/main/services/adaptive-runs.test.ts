import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { adaptiveWords } from '@shared/words/adaptive-words'
import type { RunEvent } from '@shared/run'
import { adaptiveSettingsSchema } from '@shared/study'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StoredCase } from '../../../src/main/run/run-result'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile, type FinishedRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'
import { bytesOfRun } from '../../fixtures/builders/run-bytes'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'

const folders = useTemporaryFolders()
const adaptive = adaptiveSettingsSchema.parse({ tolerance: 0.1, minCases: 20, blockSize: 4 })
/** Patients of two cases each. */
const cohort = { caseCount: 120, seed: 5 }
const looksOf = (events: readonly RunEvent[]) => events.filter((one) => one.event === 'look')

async function resume(runFolder: string): Promise<RunEvent[]> {
  rmSync(join(runFolder, 'result.json'), { force: true })
  const events: RunEvent[] = []
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  for await (const event of executeRun(runFolder, options)) events.push(event)
  return events
}

let done: FinishedRun
beforeAll(async () => {
  const home = folders({})
  done = await runStudyFile(writeThreeModalityStudy({ ...cohort, folder: home }), home, { adaptive })
})

describe('an adaptive run', () => {
  it('ends before all cases are used, says after how many and why, and its last look is its answer', () => {
    const { result, events } = done
    const used = result.adaptive!.casesUsed
    expect(used).toBeLessThan(cohort.caseCount)
    expect(result.cases).toHaveLength(used)
    expect(result.adaptive).toMatchObject({ reason: 'tolerance-reached', casesPlanned: cohort.caseCount })
    const last = result.adaptive!.looks.at(-1)!
    expect(last).toMatchObject({ cases: used, patients: used / 2 })
    expect(result.contribution.intervalMethod).toBe('jackknife')
    for (const [index, { contribution, interval }] of result.contribution.modalities.entries()) {
      expect(contribution).toBeCloseTo(last.shares[index]!, 12)
      expect(interval).toEqual(last.intervals[index])
    }
    expect(adaptiveWords(result)[0]).toContain(`it ended after ${used} of ${cohort.caseCount} cases`)
    expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: used, casesSkipped: 0 })
  })

  it('tells its looks while it goes on, and plans at most until it knows where it ends', () => {
    const { result, events } = done
    expect(looksOf(events).map(({ look }) => look)).toEqual(result.adaptive!.looks)
    const last = events.findLast((one) => one.event === 'progress')!.progress
    expect(last).toMatchObject({ isUpperLimit: false, casesPlanned: result.adaptive!.casesUsed })
    expect(last.passesDone).toBe(last.passesPlanned)
    expect(events.find(({ event }) => event === 'planned')).toMatchObject({ plan: { isUpperLimit: true } })
  })

  it('takes the patients whole, in an order that the seed decides', async () => {
    const ids = done.result.manifest.caseIds
    const patients = ids.map((id) => Math.floor((Number(id.slice(5)) - 1) / 2))
    const changes = patients.filter((one, place) => one !== patients[place - 1])
    expect(changes).toHaveLength(cohort.caseCount / 2)
    expect(changes).not.toEqual([...changes].sort((a, b) => a - b))
    const folder = folders({})
    const other = await runStudyFile(writeThreeModalityStudy({ ...cohort, folder }), folder, {
      ...{ adaptive, seed: 1, path: 'batched' },
    })
    expect(other.result.manifest.caseIds).not.toEqual(ids)
    expect(other.result.manifest.caseIds.toSorted()).toEqual(ids.toSorted())
  })

  it('comes to the same bytes after it was cut anywhere, as kill -9 does', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ ...cohort, folder })
    const { runFolder } = await runStudyFile(path, folder, { adaptive })
    const outputs = join(runFolder, 'outputs.bin')
    const whole = bytesOfRun(runFolder)
    for (const share of [0, 0.31, 0.77, 0.995]) {
      writeFileSync(outputs, whole[0]!, 'latin1')
      truncateSync(outputs, Math.floor(share * whole[0]!.length))
      const events = await resume(runFolder)
      expect(looksOf(events).map(({ look }) => look)).toEqual(done.result.adaptive!.looks)
      expect(bytesOfRun(runFolder)).toEqual(whole)
    }
  })

  it('has the outputs of a run over all cases, and takes another patient for one that cannot be read', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ ...cohort, folder })
    const skipped = done.result.manifest.caseIds.slice(2, 4)
    for (const id of skipped) writeFileSync(join(folder, `${id}.npy`), 'no image')
    const all = await runStudyFile(path, join(folder, 'all'))
    const early = await runStudyFile(path, join(folder, 'early'), { adaptive })
    // Which cases are compared with the plain path once more hangs on the run; their outputs do not.
    const outputsOf = (one: StoredCase) => ('outputs' in one ? { ...one.outputs, compared: undefined } : one)
    const stored = async ({ runFolder }: FinishedRun) =>
      new Map((await loadStoredCases(runFolderAt(runFolder))).map((one) => [one.caseId, outputsOf(one)]))
    const reference = await stored(all)
    for (const [id, one] of await stored(early)) expect(one).toEqual(reference.get(id))
    expect(early.result.adaptive).toMatchObject({ reason: 'tolerance-reached' })
    expect(early.result.adaptive!.casesUsed % 8).toBe(0)
    expect(early.events.at(-1)).toMatchObject({ event: 'finished', casesSkipped: 2 })
    expect(looksOf(early.events).map(({ look }) => look)).toEqual(early.result.adaptive!.looks)
    expect((await loadRunResult(runFolderAt(all.runFolder))).adaptive).toBeNull()
  })

  it('uses all cases when they do not suffice, and says so', async () => {
    const folder = folders({})
    const { result } = await runStudyFile(
      writeThreeModalityStudy({ caseCount: 9, seed: 5, folder }),
      folder,
      { adaptive: { ...adaptive, tolerance: 0.01 } },
    )
    expect(result.adaptive).toMatchObject({ reason: 'all-cases-used', casesUsed: 9, casesPlanned: 9 })
    expect(adaptiveWords(result)[0]).toContain('without reaching ±\u00a00.01')
  })
})
