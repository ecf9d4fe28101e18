/** Host side of the engine: keeps one engine process alive and relays channels between it and the clients. */
import { AppError } from '@shared/errors'
import type { ChildProgram, Fork } from './child-program'
import type { ChannelData, EngineToHost, HostToEngine } from './messages'
import { createRestarts } from './restarts'
import { createRunners } from './runners'

/** A client's line to the engine. The host only passes data on. */
export interface Channel {
  readonly send: (data: ChannelData) => void
  readonly close: () => void
}

export interface EngineSupervisor {
  /** Opens a channel; `onClose` is called when the engine is gone, and the client must then open a new one. */
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
  /** Told why the engine died, and once more when it died so often that it is left alone: engine/stopped, engine/given-up. */
  readonly onDeath?: (error: AppError) => void
}

interface Client {
  readonly hear: (data: ChannelData) => void
  readonly onClose: () => void
}

interface Grant {
  readonly resolve: (handle: string) => void
  readonly reject: (error: AppError) => void
}

/** One life of the engine: its process, and who talks to it. All of them end together. */
interface Life {
  readonly engine: ChildProgram<HostToEngine, EngineToHost>
  readonly clients: Map<number, Client>
  readonly grants: Map<number, Grant>
}

/** Starts the engine and starts it again when it dies. */
export function superviseEngine(options: SupervisorOptions): EngineSupervisor {
  const restarts = createRestarts()
  let life: Life | null = null
  let nextId = 1
  const start = (): void => {
    life = beginLife(options, (why) => {
      life = null
      restarts.afterDeath(why, start, (error) => options.onDeath?.(error))
    })
  }
  start()
  return {
    open: (hear, onClose) => {
      if (life === null) {
        queueMicrotask(onClose)
        return { send: () => undefined, close: () => undefined }
      }
      return openChannel(life, nextId++, { hear, onClose })
    },
    grant: (path) => {
      if (life === null) return Promise.reject(new AppError('engine/stopped', { why: 'it is not running' }))
      const { engine, grants } = life
      const id = nextId++
      return new Promise((resolve, reject) => {
        grants.set(id, { resolve, reject })
        engine.post({ kind: 'grant', id, path })
      })
    },
    stop: () => {
      restarts.stop()
      life?.engine.kill()
    },
  }
}

function beginLife({ fork, home, roots }: SupervisorOptions, onDeath: (why: string) => void): Life {
  const life: Life = { engine: fork('engine'), clients: new Map(), grants: new Map() }
  const { engine, clients, grants } = life
  // Runners of this life speak to this engine only: another one counts its runs from 1 again.
  const runners = createRunners(fork, engine.post)
  engine.listen((message) => {
    runners.obey(message)
    if (message.kind === 'data') clients.get(message.channel)?.hear(message.data)
    if (message.kind !== 'granted') return
    grants.get(message.id)?.resolve(message.handle)
    grants.delete(message.id)
  })
  engine.onExit((why) => {
    runners.cancelAll()
    onDeath(why)
    for (const { reject } of grants.values()) reject(new AppError('engine/stopped', { why }))
    for (const { onClose } of clients.values()) onClose()
    clients.clear()
  })
  engine.post({ kind: 'begin', home, roots })
  return life
}

function openChannel({ engine, clients }: Life, channel: number, client: Client): Channel {
  clients.set(channel, client)
  engine.post({ kind: 'open', channel })
  return {
    send: (data) => {
      engine.post({ kind: 'data', channel, data })
    },
    close: () => {
      if (clients.delete(channel)) engine.post({ kind: 'close', channel })
    },
  }
}
