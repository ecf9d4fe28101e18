import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunOverrides } from '@shared/study'
import { createRandom } from '../../../src/main/maskers/random'
import { programs } from '../../fixtures/builders/transports'
import { isFinished, readKept, runOf, tryKill, victims, type KeptRun } from './kill-trial'
import { findBelow, killNow, startCommandLine } from './start-program'

const trials = Number(process.env['MODALENS_KILLS'] ?? 200)
const seed = Number(process.env['MODALENS_SEED'] ?? 1)
/** A trial starts programs three times; a busy machine takes half a minute for that. */
const patience = 3 * 60 * 60_000
const pairs = Number(process.env['MODALENS_PAIRS'] ?? 100)
const first = 12

interface Kind {
  readonly words: readonly string[]
  readonly overrides: RunOverrides
}

const ofPath = (path: 'plain' | 'batched' | 'split' | 'incremental', workers: number | 'auto' = 1): Kind => ({
  words: ['--path', path, '--workers', String(workers), '--first', String(first)],
  overrides: { path, workers, cases: { first } },
})

const kinds: readonly Kind[] = [
  ...(['plain', 'batched', 'split', 'incremental'] as const).flatMap((path) => [
    ofPath(path),
    ofPath(path, 2),
  ]),
  ofPath('incremental', 'auto'),
  {
    words: ['--path', 'plain', '--workers', '1', '--adaptive', '0.2', '--min-cases', '30'],
    overrides: { path: 'plain', workers: 1, adaptive: { tolerance: 0.2, minCases: 30, blockSize: 10 } },
  },
]

const canRun = process.platform === 'linux' && existsSync(join(programs, 'cli.js'))

let place: string
const references = new Map<Kind, { kept: KeptRun; milliseconds: number }>()

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'modalens-kills-'))
  if (!canRun) return
  // Makes the cohort.
  await startCommandLine(place, ['demo', '--json', '-o', place]).ended
  for (const kind of kinds) {
    const home = join(place, `reference-${references.size}`)
    mkdirSync(home)
    const begun = performance.now()
    const { ended, text } = startCommandLine(home, ['run', study(), ...kind.words])
    expect([await ended, text.stderr]).toEqual([0, expect.any(String)])
    const milliseconds = performance.now() - begun
    references.set(kind, { kept: readKept(home, runOf(home) ?? ''), milliseconds })
  }
}, 600_000)

afterAll(() => {
  rmSync(place, { recursive: true, force: true })
})

const study = (): string => join(place, 'demo', 'balanced.study.yaml')

it.skipIf(!canRun)(
  `${trials} kills at random moments resume to the bytes of an undisturbed run (skipped without npm run build, and where there is no /proc)`,
  async () => {
    const next = createRandom('kills', seed)
    const counts = {
      finished: 0,
      'no run yet': 0,
      'ended before the kill': 0,
      'on the plain path after a crash': 0,
      lost: 0,
    }
    const lost: string[] = []
    for (let trial = 0; trial < trials; trial += 1) {
      const kind = kinds[trial % kinds.length] as Kind
      const victim = victims[Math.floor(trial / kinds.length) % victims.length] ?? 'runner'
      const reference = references.get(kind)
      if (reference === undefined) throw new Error('no reference')
      const end = await tryKill({
        ...{ home: join(place, `trial-${trial}`), study: study(), victim, ...kind },
        moment: next() * reference.milliseconds,
        secondMoment: next() < 0.2 ? next() * reference.milliseconds : null,
      })
      const what = `${trial}: ${victim}, ${kind.words.join(' ')}`
      if (end.kind === 'lost') lost.push(`${what}: ${end.why}`)
      else if (end.kind === 'no run yet') counts['no run yet'] += 1
      else if (end.kept.isAfterCrash) {
        if (hasPlainBytes(kind, end.kept)) counts['on the plain path after a crash'] += 1
        else lost.push(`${what}: other bytes than the plain path`)
      } else if (end.kept.outputs !== reference.kept.outputs || end.kept.figures !== reference.kept.figures)
        lost.push(`${what}: other bytes`)
      else counts[end.wasKilled ? 'finished' : 'ended before the kill'] += 1
      counts.lost = lost.length
      if ((trial + 1) % 20 === 0 || trial + 1 === trials)
        console.log(`kills, seed ${seed}: ${trial + 1} tried, ${JSON.stringify(counts)}`)
    }
    expect(lost).toEqual([])
  },
  patience,
)

it.skipIf(!canRun)(
  `two resumes at once, ${pairs} times: one has the run, the other is told so, the bytes are the same (skipped as above)`,
  async () => {
    const [kind] = kinds
    const reference = kind === undefined ? undefined : references.get(kind)
    if (kind === undefined || reference === undefined) throw new Error('no reference')
    const home = await interrupted(kind)
    const run = runOf(home) ?? ''
    const counts = { 'one was told': 0, 'one after the other': 0 }
    for (let pair = 0; pair < pairs; pair += 1) {
      const copy = join(place, `pair-${pair}`)
      cpSync(home, copy, { recursive: true })
      const both = [startCommandLine(copy, ['resume', run]), startCommandLine(copy, ['resume', run])]
      const codes = await Promise.all(both.map(({ ended }) => ended))
      const refused = both.filter((_, index) => codes[index] !== 0)
      expect(refused.length).toBeLessThan(2)
      for (const { text } of refused) expect(text.stderr).toContain('is being executed by another process')
      expect(readKept(copy, run)).toEqual(reference.kept)
      counts[refused.length === 1 ? 'one was told' : 'one after the other'] += 1
      rmSync(copy, { recursive: true })
    }
    console.log(`two resumes at once: ${JSON.stringify(counts)}`)
  },
  patience,
)

/** Outputs of the plain path over the same cases. */
function hasPlainBytes(kind: Kind, { outputs }: KeptRun): boolean {
  const plain = kind.overrides.path === 'plain' ? kind : kinds[0]
  return plain !== undefined && outputs === references.get(plain)?.kept.outputs
}

/** A home whose run was killed while it computed, with all its processes gone. */
async function interrupted({ words }: Kind): Promise<string> {
  const home = join(place, 'interrupted')
  mkdirSync(home)
  const { child, ended, text } = startCommandLine(home, ['run', study(), ...words])
  while (!/[2-9]\d %/.test(text.stderr)) await sleep(5)
  for (const pid of [...findBelow(child.pid ?? 0, 'runner.js'), child.pid]) killNow(pid)
  await ended
  expect(isFinished(home, runOf(home) ?? '')).toBe(false)
  return home
}
