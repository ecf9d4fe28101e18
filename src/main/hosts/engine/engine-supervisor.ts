/** Host side of the engine: keeps one engine process alive and relays channels between it and the clients. */
import { AppError } from '@shared/errors'
import type { ChildProgram, Fork } from './child-program'
import type { ChannelData, EngineToHost, HostToEngine } from './messages'
import { createRunners, type Runners } from './runners'

type Engine = ChildProgram<HostToEngine, EngineToHost>

/** A client's line to the engine. The host only passes data on. */
export interface Channel {
  readonly send: (data: ChannelData) => void
  readonly close: () => void
}

export interface EngineSupervisor {
  /** Opens a channel; `onClose` is called when the engine dies, and the client must then open a new one. */
  readonly open: (hear: (data: ChannelData) => void, onClose: () => void) => Channel
  /** Turns a path that the user chose into a handle. Errors: engine/stopped. */
  readonly grant: (path: string) => Promise<string>
  /** Ends the engine for good. */
  readonly stop: () => void
}

export interface SupervisorOptions {
  readonly fork: Fork
  readonly home: string
  readonly roots: readonly string[]
  /** Told why the engine died; it is started again unless it died too often. */
  readonly onDeath?: (error: AppError) => void
}

/** An engine that dies more often than this without being used is broken, and starting it again helps nobody. */
const deathLimit = 5

interface Client {
  readonly hear: (data: ChannelData) => void
  readonly onClose: () => void
}

/** Starts the engine and starts it again when it dies. */
export function superviseEngine(options: SupervisorOptions): EngineSupervisor {
  const clients = new Map<number, Client>()
  const grants = new Map<number, { resolve: (handle: string) => void; reject: (error: AppError) => void }>()
  let engine: Engine
  let runners: Runners
  let nextId = 1
  let deaths = 0
  let isStopped = false

  const hear = (message: EngineToHost): void => {
    runners.obey(message)
    if (message.kind === 'data') {
      deaths = 0
      clients.get(message.channel)?.hear(message.data)
    }
    if (message.kind !== 'granted') return
    grants.get(message.id)?.resolve(message.handle)
    grants.delete(message.id)
  }
  const bury = (why: string): void => {
    const error = new AppError('engine/stopped', { why })
    runners.cancelAll()
    for (const { onClose } of clients.values()) onClose()
    for (const { reject } of grants.values()) reject(error)
    clients.clear()
    grants.clear()
    if (isStopped) return
    deaths += 1
    options.onDeath?.(error)
    if (deaths <= deathLimit) start()
  }
  const start = (): void => {
    engine = options.fork('engine')
    runners = createRunners(options.fork, (message) => {
      engine.post(message)
    })
    engine.listen(hear)
    engine.onExit(bury)
    engine.post({ kind: 'begin', home: options.home, roots: options.roots })
  }
  start()

  return {
    open: (hearData, onClose) => {
      const channel = nextId++
      clients.set(channel, { hear: hearData, onClose })
      engine.post({ kind: 'open', channel })
      return {
        send: (data) => {
          engine.post({ kind: 'data', channel, data })
        },
        close: () => {
          if (clients.delete(channel)) engine.post({ kind: 'close', channel })
        },
      }
    },
    grant: (path) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        grants.set(id, { resolve, reject })
        engine.post({ kind: 'grant', id, path })
      }),
    stop: () => {
      isStopped = true
      engine.kill()
    },
  }
}
