import { createConnection } from 'node:net'
import type { AppError } from '@shared/errors'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { serveBrowser, type BrowserHost } from '../../../src/main/hosts/browser/serve-browser'
import { createNodeFork } from '../../../src/main/hosts/engine/fork-node'
import { createRandom } from '../../../src/main/maskers/random'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { connectSocket, logIn, page, programs } from '../../fixtures/builders/transports'
import { makeMalformed, type Malformed } from './malformed-messages'

const folders = useTemporaryFolders()
const count = Number(process.env['MODALENS_MALFORMED'] ?? 1000)
const seed = Number(process.env['MODALENS_SEED'] ?? 12)
const limitMs = 60_000
const probe = JSON.stringify({ i: 'probe', p: { u: '/settings/get', b: {} } })

type Entry = Awaited<ReturnType<typeof logIn>>

/** What came of a message: the close code, that the call behind it was answered, or silence. */
function sendSocket(
  { cookie, origin }: Entry,
  message: Exclude<Malformed, { way: 'raw-http' }>,
): Promise<string> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api`, { headers: { cookie }, origin })
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs, 'silent')
    const end = (outcome: string): void => {
      clearTimeout(timer)
      socket.terminate()
      resolve(outcome)
    }
    socket.on('open', () => {
      if (message.way === 'raw-frame') {
        const raw = (socket as unknown as { _socket: { write: (data: Buffer) => void } })._socket
        raw.write(message.bytes)
        // Bytes that happen to begin a frame wait for the rest of it.
        setTimeout(end, 500, 'waits for the rest')
        return
      }
      for (const frame of message.frames) socket.send(frame)
      socket.send(probe)
    })
    socket.on('message', (data: Buffer) => {
      if (data.toString('utf8').includes('"i":"probe"')) end('answered')
    })
    socket.on('error', () => undefined)
    socket.on('close', (code, reason) => {
      end(`closed ${code}${reason.length > 0 ? `: ${reason.toString('utf8')}` : ''}`)
    })
  })
}

function sendRaw({ origin }: Entry, { bytes }: { readonly bytes: Buffer }): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = createConnection(Number(new URL(origin).port), '127.0.0.1', () => {
      socket.end(bytes)
    })
    const end = (): void => {
      clearTimeout(timer)
      resolve(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[0] ?? 'closed')
    }
    const timer = setTimeout(resolve, limitMs, 'silent')
    socket.on('data', (data) => (answer += data.toString('latin1')))
    socket.on('error', end)
    socket.on('close', end)
  })
}

it(`${count} malformed messages end nothing but their own connections (seed ${seed})`, async () => {
  const home = folders({})
  const deaths: AppError[] = []
  const host: BrowserHost = await serveBrowser({
    ...{ fork: createNodeFork(programs), page, port: 0, home, roots: [home] },
    onDeath: (error) => deaths.push(error),
  })
  const entry = await logIn(host)
  const { api, close } = await connectSocket(host)
  await api.studies.demos()
  const random = createRandom(seed)
  const outcomes = new Map<string, number>()
  for (let index = 0; index < count; index += 1) {
    const message = makeMalformed(index, random)
    const outcome = await (message.way === 'raw-http' ? sendRaw(entry, message) : sendSocket(entry, message))
    const line = `${message.kind}: ${outcome}`
    outcomes.set(line, (outcomes.get(line) ?? 0) + 1)
  }
  const lines = [...outcomes].toSorted().map(([line, times]) => `  ${times} x ${line}`)
  process.stdout.write(
    `malformed messages, seed ${seed}: ${count} sent, engine deaths: ${deaths.length}\n${lines.join('\n')}\n`,
  )
  expect(lines.filter((line) => line.endsWith('silent'))).toEqual([])
  // The line that was open before all of them.
  expect(await api.studies.demos()).toHaveLength(7)
  expect(deaths).toEqual([])
  await close()
  await host.close()
})
