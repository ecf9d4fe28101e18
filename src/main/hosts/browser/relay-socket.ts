/** One WebSocket of the page and one channel of the engine: what comes in on one side goes out on the other. */
import type { WebSocket } from 'ws'
import type { EngineSupervisor } from '../engine/engine-supervisor'

/** Close code for "service restart": the page connects again. */
const engineGone = 1012

/** Relays until either side ends. */
export function relaySocket(socket: WebSocket, engine: EngineSupervisor): void {
  const channel = engine.open(
    (data) => {
      socket.send(data)
    },
    () => {
      socket.close(engineGone, 'engine stopped')
    },
  )
  socket.binaryType = 'nodebuffer'
  socket.on('message', (data: Buffer, isBinary) => {
    channel.send(isBinary ? new Uint8Array(data) : data.toString('utf8'))
  })
  socket.on('close', channel.close)
  socket.on('error', () => {
    socket.terminate()
  })
}
