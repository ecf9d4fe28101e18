import { describe, expect, it } from 'vitest'
import { createTrialBudget } from '../../../src/main/choice/trial-budget'
import type { Session } from '../../../src/main/session/session'

/** A model that takes two seconds to open and one for a pass, on a clock that stands still otherwise. */
async function buildBudget(passes: number, caseCount: number, passMs = 1000) {
  let nowMs = 0
  const session: Session = {
    ...{ device: 'cpu', threads: 1, release: () => Promise.resolve() },
    run: () => {
      nowMs += passMs
      return Promise.resolve([[0]])
    },
  }
  const budget = createTrialBudget(() => nowMs, { passes, caseCount })
  const timed = await budget.timeOpening(() => {
    nowMs += 2000
    return Promise.resolve(session)
  })
  return {
    budget,
    pass: (batch = 1) => timed.run(new Map(), batch),
    wait: (ms: number) => (nowMs += ms),
  }
}

const passes = (count: number) => ({ passes: count, openings: 0 })

describe('what trials may cost', () => {
  it('is nothing before a pass was timed', async () => {
    const { budget } = await buildBudget(1e6, 10)
    expect(budget.allows(passes(0))).toBe(false)
    expect(budget.runSeconds()).toBeNull()
  })

  it('is a twentieth of the run on the plain path, with what was spent; opening the model is no trial', async () => {
    const { budget, pass } = await buildBudget(100, 10)
    await pass()
    expect(budget.runSeconds()).toBe(100)
    // One of five seconds is spent.
    expect([budget.allows(passes(4)), budget.allows(passes(5))]).toEqual([true, false])
    expect([2, 3].map((openings) => budget.allows({ passes: 0, openings }))).toEqual([true, false])
    expect([4, 5].map((seconds) => budget.allows({ ...passes(0), seconds }))).toEqual([true, false])
  })

  it('is ten seconds at most where a case takes no longer, and a share alone where it does', async () => {
    const small = await buildBudget(10_000, 1000)
    await small.pass()
    expect([9, 10].map((count) => small.budget.allows(passes(count)))).toEqual([true, false])
    small.wait(8500)
    expect(small.budget.allows(passes(1))).toBe(false)
    const large = await buildBudget(10_000, 999)
    await large.pass()
    expect([499, 500].map((count) => large.budget.allows(passes(count)))).toEqual([true, false])
  })

  it('is more for a path that is opened for the run itself: a quarter of what it usually saves', async () => {
    const { budget, pass, wait } = await buildBudget(100, 20)
    await pass()
    const most = (path: 'incremental' | 'split' | 'batched' | 'plain'): number =>
      [9, 3, 2, 0].find((count) => budget.pays(passes(count), path)) ?? -1
    expect([most('incremental'), most('split'), most('batched'), most('plain')]).toEqual([9, 3, 3, 0])
    // What is spent counts against the ten seconds alone.
    wait(8000)
    expect([most('incremental'), most('batched')]).toEqual([0, 0])
  })

  it('rests on the usual pass with its masking: not on the first, which warms up, nor on larger batches', async () => {
    const { budget, pass, wait } = await buildBudget(100, 10, 10)
    await pass()
    for (const masking of [500, 5, 5, 5]) {
      wait(masking)
      await pass()
    }
    wait(100)
    await pass(8)
    expect(budget.secondsOf(1)).toBeCloseTo(0.015, 9)
  })
})
