/** Host side of the engine: keeps one engine process alive and relays channels between it and the clients. */
import { AppError } from '@shared/errors'
import type { ChildProgram, Fork } from './child-program'
import type { ChannelData, EngineToHost, HostToEngine } from './messages'
import { createRestarts } from './restarts'
import { createRunners, type Runners } from './runners'

/** A client's line to the engine. The host only passes data on. */
export interface Channel {
  /** What is no text is no message of the Api: it closes the channel. */
  readonly send: (data: unknown) => void
  readonly close: () => void
}

/** Called when a channel is closed from this side: engine/stopped, engine/given-up, engine/bad-message. */
export type OnClose = (why: AppError) => void

export interface EngineSupervisor {
  /** Opens a channel; after `onClose` the client must open a new one. */
  readonly open: (hear: (data: ChannelData) => void, onClose: OnClose) => Channel
  /** Turns a path that the user chose into a handle. Errors: engine/stopped, engine/given-up. */
  readonly grant: (path: string) => Promise<string>
  /** Ends the engine for good; runs that are under way end behind their batch, as interrupted. */
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
  readonly onClose: OnClose
}

interface Grant {
  readonly resolve: (handle: string) => void
  readonly reject: (error: AppError) => void
}

/** One life of the engine: its process, and who talks to it. All of them end together. */
interface Life {
  readonly engine: ChildProgram<HostToEngine, EngineToHost>
  readonly runners: Runners
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
      return restarts.fault() ?? new AppError('engine/stopped', { why })
    })
  }
  const living = (): Life | null => {
    restarts.ask(start)
    return life
  }
  const fault = (): AppError =>
    restarts.fault() ?? new AppError('engine/stopped', { why: 'it is not running' })
  start()
  return {
    open: (hear, onClose) => {
      const now = living()
      if (now !== null) return openChannel(now, nextId++, { hear, onClose })
      const why = fault()
      queueMicrotask(() => {
        onClose(why)
      })
      return { send: () => undefined, close: () => undefined }
    },
    grant: (path) => {
      const now = living()
      if (now === null) return Promise.reject(fault())
      const id = nextId++
      return new Promise((resolve, reject) => {
        now.grants.set(id, { resolve, reject })
        now.engine.post({ kind: 'grant', id, path })
      })
    },
    stop: () => {
      restarts.stop()
      life?.runners.stopAll('host-ended')
      life?.engine.kill()
    },
  }
}

/** `onDeath` answers what clients are told. */
function beginLife({ fork, home, roots }: SupervisorOptions, onDeath: (why: string) => AppError): Life {
  const engine = fork<HostToEngine, EngineToHost>('engine')
  // Runners of this life speak to this engine only: another one counts its runs from 1 again.
  const runners = createRunners(fork, engine.post)
  const life: Life = { engine, runners, clients: new Map(), grants: new Map() }
  const { clients, grants } = life
  engine.listen((message) => {
    runners.obey(message)
    if (message.kind === 'data') clients.get(message.channel)?.hear(message.data)
    if (message.kind === 'refused') refuse(clients, message.channel, message.why)
    if (message.kind !== 'granted') return
    grants.get(message.id)?.resolve(message.handle)
    grants.delete(message.id)
  })
  engine.onExit((why) => {
    runners.stopAll('engine-ended')
    const error = onDeath(why)
    for (const { reject } of grants.values()) reject(error)
    for (const { onClose } of clients.values()) onClose(error)
    clients.clear()
  })
  engine.post({ kind: 'begin', home, roots })
  return life
}

function refuse(clients: Map<number, Client>, channel: number, why: string): void {
  const client = clients.get(channel)
  clients.delete(channel)
  client?.onClose(new AppError('engine/bad-message', { why }))
}

function openChannel({ engine, clients }: Life, channel: number, client: Client): Channel {
  clients.set(channel, client)
  engine.post({ kind: 'open', channel })
  const close = (): void => {
    if (clients.delete(channel)) engine.post({ kind: 'close', channel })
  }
  return {
    send: (data) => {
      if (!clients.has(channel)) return
      if (typeof data === 'string') engine.post({ kind: 'data', channel, data })
      else {
        close()
        client.onClose(new AppError('engine/bad-message', { why: 'it is no text' }))
      }
    },
    close,
  }
}
