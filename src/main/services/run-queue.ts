/** Runs one after the other: what is started while another one works waits, on disk, so that it is there when the engine starts anew. */
import { join } from 'node:path'
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from '../store/atomic-write'
import { parseJson } from '../store/parse-record'
import { makePrivateFolder } from '../store/private-folder'

export interface RunQueue {
  /** Those that waited when the engine ended before; nothing of them begins before a person says so. */
  readonly load: () => Promise<readonly string[]>
  /** Resolves when it is the turn of a run, at once where none works; false: it has to wait. */
  readonly join: (run: string) => Promise<boolean>
  /** Waits for the turn of a run that joined. Errors: the reason of `signal`, which takes it out of the queue. */
  readonly turn: (run: string, signal: AbortSignal) => Promise<void>
  /** The run is over, however it ended: the next one begins. */
  readonly leave: (run: string) => Promise<void>
  readonly arrange: (runs: readonly string[]) => Promise<void>
  readonly proceed: () => Promise<void>
  readonly state: () => {
    readonly working: readonly string[]
    readonly waiting: readonly string[]
    readonly isHeld: boolean
  }
}

const fileSchema = z.object({ runs: z.array(z.string()) })
const limitBytes = 2 ** 20

/** Makes the queue of one engine; `home` is the folder of the application. One that cannot be written to is lost with the engine. */
export function createRunQueue(home: string): RunQueue {
  const file = join(home, 'queue.json')
  const working = new Set<string>()
  const begin = new Map<string, () => void>()
  let waiting: string[] = []
  let isHeld = false
  const save = async (): Promise<void> => {
    const write = async (): Promise<void> => {
      await makePrivateFolder(home)
      await saveAtomically(file, `${JSON.stringify({ runs: waiting })}\n`)
    }
    await write().catch(whereRefused(undefined))
  }
  const take = (run: string): void => {
    waiting = waiting.filter((one) => one !== run)
    working.add(run)
    begin.get(run)?.()
    begin.delete(run)
  }
  const pump = async (): Promise<void> => {
    const [next] = waiting
    if (next === undefined || working.size > 0 || isHeld) return
    take(next)
    await save()
  }
  return {
    load: async () => {
      const text = await readUtf8(file, limitBytes).catch(whereRefused(''))
      waiting = fileSchema.safeParse(parseJson(text)).data?.runs ?? []
      isHeld = waiting.length > 0
      return waiting
    },
    join: async (run) => {
      if (working.size === 0 && (waiting.length === 0 || isHeld)) {
        const wasWaiting = waiting.includes(run)
        take(run)
        if (wasWaiting) await save()
        return true
      }
      if (!waiting.includes(run)) waiting = [...waiting, run]
      await save()
      return false
    },
    turn: (run, signal) =>
      new Promise((resolve, reject) => {
        const refuse = (): void => {
          begin.delete(run)
          reject(new Error('taken out of the queue'))
        }
        if (working.has(run)) {
          resolve()
          return
        }
        if (signal.aborted) {
          refuse()
          return
        }
        begin.set(run, () => {
          signal.removeEventListener('abort', refuse)
          resolve()
        })
        signal.addEventListener('abort', refuse, { once: true })
      }),
    leave: async (run) => {
      working.delete(run)
      if (waiting.includes(run)) {
        waiting = waiting.filter((one) => one !== run)
        await save()
      }
      await pump()
    },
    arrange: async (runs) => {
      const wanted = runs.filter((run) => waiting.includes(run))
      waiting = [...wanted, ...waiting.filter((run) => !wanted.includes(run))]
      await save()
    },
    proceed: async () => {
      isHeld = false
      await pump()
    },
    state: () => ({ working: [...working], waiting, isHeld: isHeld && waiting.length > 0 }),
  }
}
