/** One WebSocket of the page and one channel of the engine: what comes in on one side goes out on the other. */
import type { WebSocket } from 'ws'
import { closeCodes } from '@shared/close-codes'
import type { AppError } from '@shared/errors'
import type { EngineSupervisor } from '../engine/engine-supervisor'

/** The protocol allows no longer reason. */
const longestReasonBytes = 123

/** Relays until either side ends. */
export function relaySocket(socket: WebSocket, engine: EngineSupervisor): void {
  const channel = engine.open(
    (data) => {
      socket.send(data)
    },
    (why) => {
      socket.close(...toClose(why))
    },
  )
  socket.on('message', (data: Buffer, isBinary) => {
    channel.send(isBinary ? data : data.toString('utf8'))
  })
  socket.on('close', channel.close)
  // A frame that is none of the protocol, or too long: ws has closed the connection with the code that says so.
  socket.on('error', () => undefined)
}

function toClose({ code, message, details }: AppError): [code: number, reason: string] {
  // The page makes the sentence again: the reason is what varies in it.
  const why = 'why' in details ? String(details['why']) : message
  if (code === 'engine/given-up')
    return [closeCodes.engineGivenUp, cut(`${Number(details['deaths'])} ${why}`)]
  return [code === 'engine/bad-message' ? closeCodes.badMessage : closeCodes.engineStopped, cut(why)]
}

function cut(words: string): string {
  return Buffer.from(words)
    .subarray(0, longestReasonBytes)
    .toString('utf8')
    .replace(/\uFFFD$/, '')
}
