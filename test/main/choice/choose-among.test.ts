import type { DeviceState } from '@shared/device'
import { runSettingsSchema, type DeviceName, type RunOverrides } from '@shared/study'
import { describe, expect, it, vi } from 'vitest'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import type * as parsing from '../../../src/main/graph/parse-model'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { chooseAmong } from '../../../src/main/choice/choose'
import { createTrialBudget, noLimit } from '../../../src/main/choice/trial-budget'
import type { OpenOn } from '../../../src/main/choice/try-candidates'
import { firstOccludedCase } from '../../../src/main/run/first-case'
import { learnCohort } from '../../../src/main/run/learn-cohort'
import { prepareStudy } from '../../../src/main/run/prepared-study'
import { sessionOptions } from '../../../src/main/run/session-options'
import { openSession } from '../../../src/main/session/open-session'
import type { Session } from '../../../src/main/session/session'
import { outOfMemory } from '../../fixtures/builders/fake-path'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
/** How often a model was read. */
const models = vi.hoisted(() => ({ parsed: 0 }))
vi.mock('../../../src/main/graph/parse-model', async (original) => {
  const actual = await original<typeof parsing>()
  const parseModel: typeof actual.parseModel = (...given) => {
    models.parsed += 1
    return actual.parseModel(...given)
  }
  return { ...actual, parseModel }
})
const here = (device: DeviceName): DeviceState => ({ device, refused: null })
const gone: DeviceState = {
  device: 'cuda',
  refused: { code: 'session/device-refused', details: { device: 'cuda', why: 'no driver' } },
}

/** What is wrong with a device that otherwise is the CPU in disguise. */
type Fault = (run: Session['run']) => Session['run']

const sound: Fault = (run) => run
const tilted: Fault = (run) => async (feeds, batch) =>
  (await run(feeds, batch)).map((row) => row.map((value) => value + 1e-3))
const full: Fault = () => () => Promise.reject(outOfMemory())
const roomFor =
  (most: number): Fault =>
  (run) =>
  (feeds, batch) =>
    batch > most ? Promise.reject(outOfMemory()) : run(feeds, batch)
const notFinite: Fault = (run) => async (feeds, batch) =>
  (await run(feeds, batch)).map((row) => row.map(() => Number.NaN))
const slow: Fault = (run) => async (feeds, batch) => {
  await new Promise((resolve) => setTimeout(resolve, 40))
  return run(feeds, batch)
}

async function choose(
  overrides: RunOverrides,
  devices: readonly DeviceState[],
  faults: Partial<Record<DeviceName, Fault>> = {},
  passes: number | null = null,
) {
  const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 2, seed: 4 })
  const open = await openStudy(path)
  const [dataset, card] = [await openDataset(open), await inspectModel(open.modelPath)]
  const settings = runSettingsSchema.parse({ ...open.study.run, threads: 1, ...overrides })
  const prepared = await prepareStudy({ open, dataset, card, settings })
  const occluded = (await firstOccludedCase(prepared, (await learnCohort(prepared)).maskers))!
  const alive = new Set<Session>()
  // A second for a pass, and ten for opening the model.
  let nowMs = 0
  const budget = passes === null ? noLimit : createTrialBudget(() => nowMs, { passes, caseCount: 2 })
  const openOn: OpenOn = async (device) => {
    const real = await openSession(open.modelPath, sessionOptions(prepared))
    nowMs += 10_000
    const run: Session['run'] = (feeds, batch) => {
      nowMs += 1000
      return (faults[device] ?? sound)(real.run)(feeds, batch)
    }
    const session: Session = {
      ...{ device, threads: 1, run },
      release: async () => {
        alive.delete(session)
        await real.release()
      },
    }
    alive.add(session)
    return session
  }
  models.parsed = 0
  const { device: wanted, path: wantedPath } = settings
  const candidates = { device: wanted, devices, path: wantedPath, batchSize: 4 }
  const chosen = await chooseAmong({ prepared, batchSize: 4, occluded, budget }, candidates, openOn)
  const left = [...alive].map(({ device }) => device)
  await chosen.path.release()
  return { ...chosen, device: chosen.choice.device!, left, leaked: alive.size }
}

describe('the device of a run', () => {
  it('is the CPU with its own batch where nothing else is tried', async () => {
    const { device, notices, left, leaked } = await choose({ device: 'cpu' }, [])
    expect(device).toEqual({ device: 'cpu', batchSize: 4, trials: [] })
    expect([notices, left, leaked]).toEqual([[], ['cpu'], 0])
  })

  it('runs no path whose outputs are not those of the plain one, and writes down where they differ', async () => {
    const { choice, notices } = await choose({ path: 'auto', device: 'cpu' }, [], { cpu: tilted })
    expect(choice.path).toBe('batched')
    const refused = choice.trials.filter((trial) => trial.path !== 'batched').map((trial) => trial.refused)
    expect(refused).toMatchObject(
      ['incremental', 'split'].map((path) => ({ code: 'run/path-differs', details: { path, node: null } })),
    )
    expect(notices).toEqual(refused)
    // By two paths that take it apart, and twice more to find where they differ.
    expect(models.parsed).toBe(1)
  })

  it('is the one asked for when it gives the outputs of the CPU, with a batch that pays there', async () => {
    const { device, notices, left, leaked } = await choose({ device: 'webgpu' }, [here('webgpu')])
    expect(device.device).toBe('webgpu')
    expect(device.batchSize).toBeGreaterThanOrEqual(8)
    expect(device.trials).toEqual([
      { device: 'webgpu', largestDifference: 0, secondsPerCase: null, refused: null },
    ])
    expect([notices, left, leaked]).toEqual([[], ['webgpu'], 0])
  })

  it('is the CPU when the one asked for computes something else, and the user is told', async () => {
    const { device, notices, left, leaked } = await choose({ device: 'webgpu' }, [here('webgpu')], {
      webgpu: tilted,
    })
    expect(device).toMatchObject({ device: 'cpu', batchSize: 4 })
    expect(device.trials[0]?.largestDifference).toBeCloseTo(1e-3, 6)
    expect(notices).toEqual([
      { code: 'session/device-differs', details: { device: 'webgpu', difference: 0.001, tolerance: 1e-5 } },
    ])
    expect([left, leaked]).toEqual([['cpu'], 0])
  })

  it.each([
    ['has no room for one mask', full, 'session/device-memory'],
    ['computes no numbers', notFinite, 'session/device-refused'],
  ] as const)('is the CPU when the one asked for %s', async (_what, fault, code) => {
    const { device, notices, leaked } = await choose({ device: 'dml' }, [here('dml')], { dml: fault })
    expect(device.device).toBe('cpu')
    expect(notices.map((one) => one.code)).toEqual([code])
    expect(leaked).toBe(0)
  })

  it('takes fewer masks where not more fit', async () => {
    const { device } = await choose({ device: 'webgpu' }, [here('webgpu')], { webgpu: roomFor(3) })
    expect(device).toMatchObject({ device: 'webgpu', batchSize: 2 })
  })

  it('keeps single masks single', async () => {
    const { device, choice } = await choose({ device: 'webgpu', path: 'plain' }, [here('webgpu')])
    expect([choice.path, device.batchSize]).toEqual(['plain', 1])
  })

  it('says why the one asked for cannot be had; left to choose, it takes the next without a word', async () => {
    expect((await choose({ device: 'cuda' }, [gone])).notices).toEqual([gone.refused])
    const { device, notices } = await choose({ device: 'auto' }, [gone])
    expect(notices).toEqual([])
    expect(device).toMatchObject({ device: 'cpu', trials: [{ device: 'cuda', refused: gone.refused }] })
  })

  it('left to choose, passes over one that is much slower than the CPU without a word', async () => {
    const { device, notices, leaked } = await choose({}, [here('webgpu')], { webgpu: slow })
    expect(device).toMatchObject({
      device: 'cpu',
      trials: [{ device: 'webgpu', refused: { code: 'session/device-slower' } }],
    })
    expect([notices, leaked]).toEqual([[], 0])
  })

  it('left to choose, takes the device where a case is faster', async () => {
    const { device, notices, left, leaked } = await choose({}, [here('dml'), here('webgpu')], {
      cpu: slow,
      dml: tilted,
    })
    expect(device.device).toBe('webgpu')
    expect(device.trials.map((one) => [one.device, one.refused?.code ?? null])).toEqual([
      ['dml', 'session/device-differs'],
      ['webgpu', null],
    ])
    expect(device.trials[1]?.secondsPerCase).toBeGreaterThan(0)
    expect(notices.map(({ code }) => code)).toEqual(['session/device-differs'])
    expect([left, leaked]).toEqual([['webgpu'], 0])
  })

  it('takes a slow one when it was asked for', async () => {
    const { device } = await choose({ device: 'webgpu' }, [here('webgpu')], { webgpu: slow })
    expect(device.device).toBe('webgpu')
  })
})

describe('what is tried of a run', () => {
  const auto = { path: 'auto' as const }

  it('is nothing where it would take too much of it: one mask at a time, and it says so', async () => {
    const { choice, leaked } = await choose(auto, [here('webgpu')], {}, 40)
    expect(choice).toMatchObject({
      ...{ path: 'plain', trials: [] },
      notTried: ['incremental', 'split', 'batched', 'webgpu'],
    })
    expect(leaked).toBe(0)
  })

  it('is one path that usually saves more than it takes, unmeasured, where it is too short for a contest', async () => {
    const { choice } = await choose({ ...auto, device: 'cpu' }, [], {}, 800)
    expect(choice).toMatchObject({
      ...{ path: 'incremental', notTried: ['split', 'batched'] },
      trials: [{ path: 'incremental', secondsPerCase: null, refused: null }],
    })
    expect(choice.trials[0]!.largestDifference).toBeLessThan(1e-5)
  })

  it('is all of it where it is long', async () => {
    const { choice } = await choose(auto, [here('webgpu')], {}, 1e6)
    expect(choice.notTried).toEqual([])
    expect(choice.trials.map(({ path }) => path)).toEqual(['incremental', 'split', 'batched'])
    expect(choice.device?.trials).toHaveLength(1)
  })

  it('is what was asked for, however short it is', async () => {
    const { choice } = await choose({ path: 'split', device: 'cpu' }, [], {}, 40)
    expect(choice).toMatchObject({ path: 'split', notTried: [] })
  })
})
