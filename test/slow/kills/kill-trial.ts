/** One run that is killed at a random moment, resumed, perhaps killed again, and resumed to its end. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunResult } from '@shared/run'
import type { RunOverrides } from '@shared/study'
import { connectSocket } from '../../fixtures/builders/transports'
import { findBelow, killNow, startCommandLine } from './start-program'

export const victims = ['command line', 'runner', 'engine', 'host'] as const
export type Victim = (typeof victims)[number]

export interface KillTrial {
  readonly home: string
  readonly study: string
  readonly victim: Victim
  readonly words: readonly string[]
  readonly overrides: RunOverrides
  /** Milliseconds behind the start. */
  readonly moment: number
  /** Of a second kill, of the resumed run; null for none. */
  readonly secondMoment: number | null
}

/** What is left: the bytes of the outputs and the figures, or how far it came. */
export type TrialEnd =
  | { readonly kind: 'no run yet' }
  | { readonly kind: 'finished'; readonly wasKilled: boolean; readonly kept: KeptRun }
  | { readonly kind: 'lost'; readonly why: string }

export interface KeptRun {
  readonly outputs: string
  readonly figures: string
  /** A runner that died while paths were tried is followed by one on the plain path, with a notice. */
  readonly isAfterCrash: boolean
}

/** Kills, resumes and compares nothing: that is for the test. */
export async function tryKill(trial: KillTrial): Promise<TrialEnd> {
  mkdirSync(trial.home, { recursive: true })
  try {
    const isKilled = isByHost(trial.victim) ? await killHost(trial) : await killCommandLine(trial)
    const run = runOf(trial.home)
    if (run === null) return { kind: 'no run yet' }
    if (trial.secondMoment !== null && !isFinished(trial.home, run)) {
      const again = startCommandLine(trial.home, ['resume', run])
      await sleep(trial.secondMoment)
      killNow(again.child.pid)
      await again.ended
    }
    return await finish(trial.home, run, isKilled)
  } finally {
    rmSync(trial.home, { recursive: true, force: true })
  }
}

/** Resumes until nobody else works on it: an orphan ends behind the batch at hand. */
async function finish(home: string, run: string, wasKilled: boolean): Promise<TrialEnd> {
  for (let attempt = 1; attempt <= 20 && !isFinished(home, run); attempt += 1) {
    const resumed = startCommandLine(home, ['resume', run])
    const code = await resumed.ended
    if (code !== 0 && !resumed.text.stderr.includes('is being executed'))
      return { kind: 'lost', why: `resume ended with ${code}: ${resumed.text.stderr}` }
    if (code !== 0) await sleep(500)
  }
  if (!isFinished(home, run)) return { kind: 'lost', why: 'the run stays held' }
  return { kind: 'finished', wasKilled, kept: readKept(home, run) }
}

async function killCommandLine({ home, study, words, victim, moment }: KillTrial): Promise<boolean> {
  const { child, ended } = startCommandLine(home, ['run', study, ...words])
  const over = { isSo: false }
  void ended.then(() => (over.isSo = true))
  await sleep(moment)
  if (victim === 'command line') {
    const isKilled = killNow(child.pid)
    await ended
    return isKilled
  }
  let runners: number[] = []
  while (!over.isSo && runners.length === 0 && child.pid !== undefined) {
    runners = findBelow(child.pid, 'runner.js')
    await sleep(10)
  }
  const isKilled = runners.some(killNow)
  await ended
  return isKilled
}

async function killHost({ home, study, overrides, victim, moment }: KillTrial): Promise<boolean> {
  const host = startCommandLine(home, ['serve', '--no-open', '--json', '--root', join(study, '..')])
  try {
    while (!host.text.stdout.includes('"url"')) await sleep(20)
    const { url } = JSON.parse(host.text.stdout) as { url: string }
    const { api, close } = await connectSocket({ url: () => url })
    const [root] = await api.files.roots()
    const { entries } = await api.files.list({ handle: root?.handle ?? '' })
    const entry = entries.find(({ name }) => study.endsWith(`/${name}`))
    const { studyId } = await api.studies.open({ handle: entry?.handle ?? '' })
    await api.runs.start({ studyId, overrides })
    await sleep(moment)
    const pid = victim === 'host' ? host.child.pid : findBelow(host.child.pid ?? 0, 'engine.js')[0]
    const isKilled = killNow(pid)
    await close()
    return isKilled
  } finally {
    const below = findBelow(host.child.pid ?? 0, '.js')
    host.child.kill('SIGTERM')
    await host.ended
    // Orphans of a killed engine end by themselves, behind the batch at hand; resuming waits for them.
    await sleep(below.length > 1 ? 200 : 0)
  }
}

function isByHost(victim: Victim): boolean {
  return victim === 'engine' || victim === 'host'
}

/** The run that was begun; null when it was killed before its folder held its manifest. */
export function runOf(home: string): string | null {
  const runs = join(home, 'runs')
  const [run] = existsSync(runs) ? readdirSync(runs) : []
  return run !== undefined && existsSync(join(runs, run, 'run.json')) ? run : null
}

export function isFinished(home: string, run: string): boolean {
  return existsSync(join(home, 'runs', run, 'result.json'))
}

/** Outputs as bytes, and what of the result does not name the run or tell how fast it was. */
export function readKept(home: string, run: string): KeptRun {
  const folder = join(home, 'runs', run)
  const name = readdirSync(folder).find((one) => one === 'outputs.bin' || one === 'outputs.jsonl') ?? 'none'
  const { contribution, cases, notices, adaptive } = JSON.parse(
    readFileSync(join(folder, 'result.json'), 'utf8'),
  ) as RunResult
  return {
    outputs: readFileSync(join(folder, name)).toString('base64'),
    figures: JSON.stringify({ contribution, cases, notices, adaptive }),
    isAfterCrash: notices.some(({ code }) => code === 'run/path-crashed'),
  }
}
