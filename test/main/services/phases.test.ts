import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RunEvent } from '@shared/run'
import { describe, expect, it } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadCourse } from '../../../src/main/store/phases-file'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const loadPhases = async (folder: RunFolder) => (await loadCourse(folder)).phases

const folders = useTemporaryFolders()

async function collect(runFolder: string, isEnough: (event: RunEvent) => boolean = () => false) {
  const abort = new AbortController()
  const events: RunEvent[] = []
  let clockMs = 0
  for await (const event of executeRun(runFolder, { signal: abort.signal, clock: () => (clockMs += 10) })) {
    events.push(event)
    if (isEnough(event)) abort.abort()
  }
  return events
}

const phasesOf = (events: readonly RunEvent[]) =>
  events.flatMap((one) =>
    one.event === 'phase' ? [`${one.phase.phase}${one.phase.seconds === null ? '' : '!'}`] : [],
  )

async function newRun() {
  const folder = folders({})
  return createTestRun(writeThreeModalityStudy({ caseCount: 3, seed: 5, folder }), folder, {})
}

describe('the phases of a run', () => {
  it('are told in their order, each as it begins and with its time as it ends, without gaps in the numbers', async () => {
    const runFolder = await newRun()
    const events = await collect(runFolder)
    const all = ['model', 'data', 'device', 'path', 'cases', 'summary']
    expect(phasesOf(events)).toEqual(all.flatMap((phase) => [phase, `${phase}!`]))
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, place) => place))
    expect(events.at(-1)!.event).toBe('finished')
    const kept = await loadPhases(runFolderAt(runFolder))
    expect(kept.map(({ phase }) => phase)).toEqual(all)
    expect(kept.find(({ phase }) => phase === 'path')!.facts).toMatchObject({ workers: 1, device: 'cpu' })
  })

  it('go on from the times of the sitting before when the run is resumed, which tries nothing again', async () => {
    const runFolder = await newRun()
    await collect(runFolder, ({ event }) => event === 'case')
    const before = await loadPhases(runFolderAt(runFolder))
    const events = await collect(runFolder)
    expect(phasesOf(events).filter((phase) => phase.startsWith('device'))).toEqual([])
    const after = await loadPhases(runFolderAt(runFolder))
    const secondsOf = (times: typeof after, wanted: string) =>
      times.find(({ phase }) => phase === wanted)?.seconds ?? 0
    expect(secondsOf(after, 'cases')).toBeGreaterThan(secondsOf(before, 'cases'))
    expect(secondsOf(after, 'device')).toBe(secondsOf(before, 'device'))
  })

  it('may be lost: the run is the same without them', async () => {
    const runFolder = await newRun()
    await collect(runFolder)
    const result = readFileSync(join(runFolder, 'result.json'), 'utf8')
    rmSync(join(runFolder, 'phases.json'))
    expect(await loadCourse(runFolderAt(runFolder))).toEqual({ phases: [], figures: [] })
    expect(readFileSync(join(runFolder, 'result.json'), 'utf8')).toBe(result)
    expect(result).not.toContain('"phases"')
  })
})
