import type os from 'node:os'
import type { PathChoice, PathTrial } from '@shared/path-choice'
import type { RunSettings } from '@shared/study'
import { expect, it, vi } from 'vitest'
import type { PreparedStudy } from '../../../src/main/run/prepared-study'
import { chooseWorkers } from '../../../src/main/choice/choose-workers'
import { noLimit, type TrialBudget } from '../../../src/main/choice/trial-budget'
import type { FromWorker, StartWorker } from '../../../src/main/run/worker-line'
import { createFakePath, someCase } from '../../fixtures/builders/fake-path'

const machine = vi.hoisted(() => ({ cores: 4, freeBytes: 1e12 }))
vi.mock('node:os', async (original) => ({
  ...(await original<typeof os>()),
  availableParallelism: () => machine.cores,
  freemem: () => machine.freeBytes,
}))

interface Situation {
  readonly settings?: Partial<RunSettings>
  /** Seconds of a case: one at a time, and in every worker while the others are at one, too. */
  readonly alone?: number
  readonly beside?: number
  readonly refused?: PathTrial['refused']
  readonly caseCount?: number
  readonly remembered?: number | null
  readonly device?: 'cpu' | 'cuda'
  readonly secondsAlone?: number
  readonly budget?: TrialBudget
  /** Whether what is to be remembered is told, too. */
  readonly isTold?: boolean
}

/** What is chosen, and how many workers were started and closed for that. */
async function choose({ alone = 10, beside = 10, refused = null, ...rest }: Situation) {
  const { settings = {}, caseCount = 100, remembered = null, device = 'cpu' } = rest
  const { secondsAlone = null, budget, isTold = false } = rest
  const counts = { started: 0, ended: 0 }
  const trial = { path: 'batched' as const, largestDifference: 0, secondsPerCase: beside, refused }
  const answers: Record<string, FromWorker> = { open: { kind: 'opened' }, try: { kind: 'tried', trial } }
  const start: StartWorker = () => {
    counts.started += 1
    let hear: (message: FromWorker) => void = () => undefined
    let end: (why: string | null) => void = () => undefined
    return {
      post: ({ kind }) => {
        const answer = answers[kind]
        if (answer !== undefined) hear(answer)
        if (kind !== 'close') return
        counts.ended += 1
        end(null)
      },
      listen: (given) => {
        hear = given
      },
      onEnd: (given) => {
        end = given
      },
    }
  }
  const choice: PathChoice = {
    ...{ path: 'batched', checkedMasks: 3, tolerance: 1e-5, workers: null },
    ...{ comparedCases: 1, plainModalities: [], notices: [], notTried: [] },
    trials: [{ path: 'batched', largestDifference: 0, secondsPerCase: alone, refused: null }],
    device: { device, batchSize: 16, trials: [] },
  }
  const prepared = {
    cases: Array.from({ length: caseCount }, (_, index) => ({ caseId: `c${index}` })),
    settings: { path: 'auto', workers: 'auto', ...settings },
    open: { study: { modalities: [], outputs: {} } },
    card: {},
  } as unknown as PreparedStudy
  const { chosen, known } = await chooseWorkers({
    ...{ prepared, choice, start, remembered: { count: remembered, secondsAlone } },
    ...(budget && { budget }),
    ...{ runFolder: '/runs/r', batchSize: 8, occluded: someCase, path: createFakePath(8, 8) },
  })
  return { ...counts, ...(chosen?.choice ?? { count: 1 }), ...(isTold && { known }) }
}

it('takes as many workers as cores where cases are over faster, all at once', async () => {
  expect(await choose({ beside: 30 })).toEqual({
    ...{ started: 4, ended: 0 },
    ...{ count: 4, threads: 1, secondsPerCase: 7.5 },
  })
})

it('leaves it at one case at a time where that is no slower, and closes what it tried', async () => {
  expect(await choose({ beside: 39 })).toEqual({ started: 4, ended: 4, count: 1 })
})

it('takes none whose path gives other outputs', async () => {
  const refused = { code: 'run/path-differs' as const, details: {} }
  expect(await choose({ beside: 1, refused })).toEqual({ started: 4, ended: 4, count: 1 })
})

it('does not try for short runs, other devices, a path that was asked for, or what was slower before', async () => {
  const none = { started: 0, ended: 0, count: 1 }
  expect(await choose({ caseCount: 1 })).toEqual(none)
  expect(await choose({ alone: 0.01 })).toEqual(none)
  expect(await choose({ device: 'cuda' })).toEqual(none)
  expect(await choose({ settings: { path: 'plain' } })).toEqual(none)
  expect(await choose({ settings: { threads: 1 } })).toEqual(none)
  expect(await choose({ remembered: 1 })).toEqual(none)
})

it('starts none for a run that is over sooner than they are, or where they are too dear; several were not tried then', async () => {
  const none = { started: 0, ended: 0, count: 1, known: { count: null, secondsAlone: null } }
  const short: TrialBudget = { ...noLimit, runSeconds: () => 19 }
  expect(await choose({ budget: short, isTold: true })).toEqual(none)
  const spent: TrialBudget = { ...noLimit, runSeconds: () => 100, allows: () => false }
  expect(await choose({ budget: spent, isTold: true })).toEqual(none)
  // Known to be faster: no contest has to be paid for.
  expect(await choose({ budget: spent, remembered: 4, beside: 39 })).toMatchObject({ started: 4, count: 4 })
})

it('does not time a case again that was timed before', async () => {
  expect(await choose({ remembered: 4, secondsAlone: 0.1 })).toMatchObject({ started: 0 })
  expect(await choose({ remembered: 4, secondsAlone: 1 })).toMatchObject({ started: 4 })
})

it('takes what was faster before without a contest', async () => {
  expect(await choose({ beside: 39, remembered: 4 })).toMatchObject({ count: 4, ended: 0 })
})

it('takes as many as asked for, sharing the threads, but not more than these', async () => {
  const share = (workers: number, threads?: number) =>
    choose({ alone: 0.01, settings: { path: 'plain', workers, ...(threads && { threads }) } })
  expect(await share(2)).toMatchObject({ count: 2, threads: 2 })
  expect(await share(3)).toMatchObject({ count: 3, threads: 1 })
  expect(await share(9)).toMatchObject({ count: 4, threads: 1 })
  expect(await share(9, 2)).toMatchObject({ count: 2, threads: 1 })
  expect(await share(1)).toMatchObject({ count: 1, started: 0 })
})

it('left to choose, takes no more than the memory holds', async () => {
  machine.freeBytes = 3.5 * process.memoryUsage.rss()
  expect(await choose({ beside: 12 })).toMatchObject({ count: 2, threads: 2 })
  machine.freeBytes = 0
  expect(await choose({ beside: 12 })).toMatchObject({ count: 1, started: 0 })
})
