/** Drives the reading process: damages every fixture in turn, restarts after a hang, and keeps the figures. */
import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'
import type { FuzzAnswer, FuzzTask } from './worker'

export interface FuzzFigures {
  readonly tried: number
  readonly read: number
  readonly refused: number
  /** Crashes of the process, where they are no faults: those that a runner process survives. */
  readonly crashed: number
  /** How often each code was the reason of a refusal. */
  readonly codes: ReadonlyMap<string, number>
  /** Everything that was neither read nor refused, with the task that makes it again. */
  readonly faults: readonly (FuzzTask & { readonly name: string; readonly words: string })[]
  readonly slowestMs: number
  readonly largestMemoryBytes: number
}

const root = resolve(import.meta.dirname, '../../..')
/** The process may not hang longer than this on one file. */
const usualPatienceMs = 5_000

/** Builds the reading process; plain Node runs it. */
export async function buildFuzzWorker(name: 'worker' | 'model-worker' = 'worker'): Promise<string> {
  const outDir = resolve(root, 'node_modules/.cache/fuzz', name)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
    build: {
      ssr: resolve(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'worker.mjs', format: 'es' } },
    },
  })
  return resolve(outDir, 'worker.mjs')
}

/** Reads every fixture as it is; returns those of our own builders that are not read. */
export async function findUnreadFixtures(worker: string): Promise<readonly string[]> {
  const { child, names } = await startReader(worker)
  const unread: string[] = []
  for (const [fixture, name] of names.entries()) {
    const { outcome, words } = await ask(child, { fixture, seed: null }, 60_000)
    if (outcome !== 'read' && !name.includes('/')) unread.push(`${name}: ${words}`)
  }
  child.disconnect()
  return unread
}

export interface FuzzOptions {
  readonly count: number
  readonly seed: number
  /** Native code may crash there. */
  readonly mayCrash?: boolean
  readonly patienceMs?: number
}

/** Runs `count` damaged files, the same for the same seed. */
export async function runFuzz(worker: string, options: FuzzOptions): Promise<FuzzFigures> {
  const { count, seed, mayCrash = false, patienceMs = usualPatienceMs } = options
  let reader = await startReader(worker)
  const names = reader.names
  const figures = { tried: 0, read: 0, refused: 0, crashed: 0, slowestMs: 0, largestMemoryBytes: 0 }
  const codes = new Map<string, number>()
  const faults: (FuzzTask & { name: string; words: string })[] = []
  for (let index = 0; index < count; index += 1) {
    const task: FuzzTask = { fixture: index % names.length, seed: seed * 1_000_003 + index }
    const startedMs = performance.now()
    const answer = await ask(reader.child, task, patienceMs)
    figures.tried += 1
    figures.slowestMs = Math.max(figures.slowestMs, performance.now() - startedMs)
    figures.largestMemoryBytes = Math.max(figures.largestMemoryBytes, answer.memoryBytes)
    if (answer.outcome === 'refused') codes.set(answer.words, (codes.get(answer.words) ?? 0) + 1)
    if (mayCrash && answer.words.startsWith(crashWords)) figures.crashed += 1
    else if (answer.outcome === 'fault') {
      faults.push({ ...task, name: names[task.fixture] ?? '', words: answer.words })
    } else {
      figures[answer.outcome] += 1
    }
    const { exitCode, signalCode, killed } = reader.child
    if (exitCode !== null || signalCode !== null || killed) reader = await startReader(worker)
  }
  reader.child.disconnect()
  return { ...figures, codes, faults }
}

function startReader(worker: string): Promise<{ child: ChildProcess; names: readonly string[] }> {
  const child = fork(worker, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return new Promise((found, failed) => {
    child.once('error', failed)
    child.once('exit', (code) => {
      failed(new Error(`the reading process ended at once (${String(code)})`))
    })
    child.once('message', (message) => {
      child.removeAllListeners('exit')
      found({ child, names: (message as { ready: readonly string[] }).ready })
    })
  })
}

const crashWords = 'the process ended with'

/** The answer to one task; a hang or the end of the process is a fault. */
function ask(child: ChildProcess, task: FuzzTask, patienceMs: number): Promise<FuzzAnswer> {
  return new Promise((answered) => {
    const settle = (answer: FuzzAnswer): void => {
      clearTimeout(timer)
      child.removeAllListeners('message')
      child.removeAllListeners('exit')
      answered(answer)
    }
    const fault = (words: string): FuzzAnswer => ({ outcome: 'fault', words, memoryBytes: 0 })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      settle(fault(`no answer within ${patienceMs} ms`))
    }, patienceMs)
    child.once('message', (message) => {
      settle(message as FuzzAnswer)
    })
    child.once('exit', (code, signal) => {
      settle(fault(`${crashWords} ${String(code ?? signal)}`))
    })
    child.send(task)
  })
}
