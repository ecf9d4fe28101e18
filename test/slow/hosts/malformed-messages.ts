/** Seeded nonsense for a live browser host: what broken, hostile or old clients may send. */
import { largestFrameBytes } from '../../../src/main/hosts/engine/request-frame'

type Random = () => number

/** How a message reaches the host: as frames of a WebSocket, as raw bytes behind its upgrade, or as raw bytes of a new connection. */
export type Malformed =
  | { readonly way: 'frames'; readonly kind: string; readonly frames: readonly (string | Buffer)[] }
  | { readonly way: 'raw-frame'; readonly kind: string; readonly bytes: Buffer }
  | { readonly way: 'raw-http'; readonly kind: string; readonly bytes: Buffer }

const calls = [
  '/files/list',
  '/studies/open',
  '/studies/check',
  '/datasets/slice',
  '/runs/start',
  '/runs/events',
  '/runs/cancel',
  '/runs/export',
  '/scans/start',
  '/settings/set',
] as const

const below = (random: Random, count: number): number => Math.floor(random() * count)
const pick = <One>(random: Random, list: readonly One[]): One => list[below(random, list.length)]!
const bytes = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: 1 + below(random, most) }, () => below(random, 256)))

function value(random: Random, depth = 0): unknown {
  const leaves = [
    null,
    true,
    -1,
    1e308,
    '',
    '../../etc/passwd',
    '\u202e\u0000',
    'x'.repeat(below(random, 5000)),
  ]
  if (depth > 3 || random() < 0.5) return pick(random, leaves)
  const items = Array.from({ length: below(random, 5) }, () => value(random, depth + 1))
  if (random() < 0.5) return items
  const names = ['run', 'handle', 'studyId', '__proto__', 'constructor', 'json', 'from', 'caseId']
  return Object.fromEntries(items.map((item) => [pick(random, names), item]))
}

const call = (random: Random, json: unknown): string =>
  JSON.stringify({ i: String(below(random, 50)), p: { u: pick(random, calls), b: { json } } })

/** One envelope of a call with one thing wrong in it. */
function envelope(random: Random): string {
  const right = { i: '1', p: { u: '/studies/demos', b: { json: {} } } }
  return JSON.stringify(
    pick<unknown>(random, [
      value(random),
      { ...right, i: value(random) },
      { ...right, p: value(random) },
      { ...right, t: pick(random, [0, 2, 3, 5, '1', null, {}]) },
      { ...right, t: 3, p: { e: 'message', d: value(random) } },
      {
        ...right,
        p: {
          ...right.p,
          u: pick<unknown>(random, ['', 'http://[', '//', 7, null, '/%ff%00', '/runs/../..']),
        },
      },
      { ...right, p: { ...right.p, h: value(random) } },
      { ...right, p: { ...right.p, h: { 'content-disposition': 'attachment; filename="\u0000"' } } },
      { ...right, p: { ...right.p, b: { json: {}, meta: [[0, '__proto__', 'polluted'], value(random)] } } },
      { ...right, p: { ...right.p, m: pick(random, ['DELETE', '', 7]) } },
      { ...right, [pick(random, ['q', '__proto__', 'toString'])]: value(random) },
    ]),
  )
}

const http = (random: Random): string => {
  const path = pick(random, [
    '//',
    '/api',
    '/%',
    '/../main/engine.js',
    '/x'.repeat(9000),
    '*',
    'http://evil.example/',
  ])
  const method = pick(random, ['GET', 'POST', 'CONNECT', 'BREW', ''])
  const header = pick(random, [
    'Host: evil.example',
    'Connection: Upgrade\r\nUpgrade: websocket',
    'Content-Length: -5',
    'Transfer-Encoding: chunked\r\nContent-Length: 3',
    'Cookie: modalens-1=',
    `X: ${'y'.repeat(20_000)}`,
    'Expect: 100-continue',
  ])
  return `${method} ${path} HTTP/1.1\r\n${header}\r\nConnection: close\r\n\r\n`
}

const makers: readonly ((random: Random) => Malformed)[] = [
  (random) => ({ way: 'frames', kind: 'random text', frames: [bytes(random, 3000).toString('latin1')] }),
  (random) => ({ way: 'frames', kind: 'binary', frames: [bytes(random, 3000)] }),
  (random) => {
    const whole = call(random, value(random))
    return { way: 'frames', kind: 'cut JSON', frames: [whole.slice(0, below(random, whole.length))] }
  },
  (random) => ({ way: 'frames', kind: 'wrong envelope', frames: [envelope(random)] }),
  (random) => ({ way: 'frames', kind: 'bad arguments', frames: [call(random, value(random))] }),
  (random) => ({
    ...{ way: 'frames', kind: 'deep JSON' },
    frames: [
      `{"i":"1","p":{"u":"/runs/list","b":${'['.repeat(20_000)}${']'.repeat(pick(random, [20_000, below(random, 20_000)]))}}}`,
    ],
  }),
  (random) => ({
    ...{ way: 'frames', kind: 'flood' },
    frames: Array.from({ length: 300 + below(random, 1200) }, (_, index) =>
      JSON.stringify({ i: String(index), p: { u: '/runs/list', b: {} } }),
    ),
  }),
  (random) => ({
    ...{ way: 'frames', kind: 'ends of calls that are none' },
    frames: Array.from({ length: 20 }, () => JSON.stringify({ i: String(below(random, 99)), t: 4 })),
  }),
  (random) => ({ way: 'raw-frame', kind: 'no frame of the protocol', bytes: bytes(random, 200) }),
  (random) => ({ way: 'raw-http', kind: 'random bytes at the port', bytes: bytes(random, 2000) }),
  (random) => ({ way: 'raw-http', kind: 'wrong request', bytes: Buffer.from(http(random)) }),
]

/** Makes the message of this number; every hundredth is longer than any frame may be. */
export function makeMalformed(index: number, random: Random): Malformed {
  if (index % 100 === 99) return { way: 'frames', kind: 'huge', frames: ['x'.repeat(largestFrameBytes + 1)] }
  return pick(random, makers)(random)
}
