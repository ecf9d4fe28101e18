import { createStopwatch } from '../../../src/main/run/stopwatch'
import { createProgress } from '../../../src/main/run/progress'
import { describe, expect, it } from 'vitest'

describe('the stopwatch of a run', () => {
  const hour = 3_600_000

  it('leaves out the time that the machine slept, within a step and behind the last one', () => {
    let now = 1000
    const watch = createStopwatch(() => now)
    const step = (ms: number, passes: number): void => {
      now += ms
      watch.step(passes)
    }
    step(500, 10)
    step(500, 10)
    step(8 * hour, 10)
    expect(watch.elapsedMs()).toBe(1500)
    now += 8 * hour
    expect(watch.elapsedMs()).toBe(1550)
  })

  it('keeps a slow step: large volumes take minutes for a batch', () => {
    let now = 0
    const watch = createStopwatch(() => now)
    for (const seconds of [60, 70, 300]) {
      now += 1000 * seconds
      watch.step(1)
    }
    expect(watch.elapsedMs()).toBe(430_000)
  })

  it('keeps the time left of a run that was put to sleep', () => {
    let now = 0
    const plan = { passes: 100, caseCount: 10, isUpperLimit: false }
    const progress = createProgress(
      plan,
      () => 10,
      () => now,
    )
    const run = (caseId: string): void => {
      now += 1000
      progress.addPasses(caseId, 10, 0)
      progress.endCase(caseId, 'done')
    }
    run('a')
    run('b')
    now += 8 * hour
    run('c')
    expect(progress.snapshot()).toMatchObject({ passesDone: 30, passesPerSecond: 10, secondsLeft: 7 })
  })
})
