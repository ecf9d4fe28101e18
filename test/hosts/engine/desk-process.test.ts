import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createDeskProcess, type DeskBounds } from '../../../src/main/hosts/engine/desk-process'
import { createNodeFork } from '../../../src/main/hosts/engine/fork-node'
import { serveDesk } from '../../../src/main/hosts/engine/serve-desk'
import { createReadingBoard } from '../../../src/main/services/reading-board'
import type { Desk } from '../../../src/main/services/desk/desk'
import { createFakeFork } from '../../fixtures/builders/fake-fork'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const bounds = (patienceMs: number, graceMs = 60_000): DeskBounds => ({
  patienceMs: () => patienceMs,
  graceMs,
  idleMs: 600_000,
})
const ref = { studyId: 'study-1', path: '/study.yaml' }
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function openDesk(given = bounds(60_000)) {
  const { fork, made } = createFakeFork()
  return { made, desk: createDeskProcess(fork, () => ['/data'], given) }
}

describe('a desk in a process of its own', () => {
  it('is started by the first question, with the roots of its engine', async () => {
    const { made, desk } = openDesk()
    expect(made).toEqual([])
    const card = desk.inspectModel({ path: '/model.onnx' })
    expect(made[0]?.program).toBe('desk')
    expect(made[0]?.posted).toEqual([
      { kind: 'begin', roots: ['/data'] },
      { kind: 'ask', id: 1, name: 'inspectModel', question: { path: '/model.onnx' } },
    ])
    made[0]?.say({ kind: 'answer', id: 1, answer: 'a card' })
    expect(await card).toBe('a card')
  })

  it('tells how far a reading has come as long as somebody waits for it', async () => {
    const { fork, made } = createFakeFork()
    const board = createReadingBoard()
    const desk = createDeskProcess(fork, () => null, bounds(60_000), board)
    const card = desk.inspectModel({ path: '/model.onnx' })
    const progress = { of: 'slices' as const, done: 3, total: 9 }
    made[0]?.say({ kind: 'progress', id: 1, progress })
    expect(board.list()).toEqual([progress])
    made[0]?.say({ kind: 'answer', id: 1, answer: 'a card' })
    await card
    made[0]?.say({ kind: 'progress', id: 1, progress })
    expect(board.list()).toEqual([])
  })

  it('answers with the errors of the desk', async () => {
    const { made, desk } = openDesk()
    const study = desk.openStudy(ref)
    made[0]?.say({ kind: 'refused', id: 1, error: { code: 'study/not-open', details: { study: 's' } } })
    await expect(study).rejects.toMatchObject({ code: 'study/not-open', details: { study: 's' } })
  })

  it('asks again after a death, and blames what was there at two of them', async () => {
    const { made, desk } = openDesk()
    const fatal = desk.openStudy(ref)
    made[0]?.die('signal SIGKILL')
    const late = desk.study(ref)
    expect(made[1]?.posted.slice(1)).toMatchObject([
      { id: 1, name: 'openStudy' },
      { id: 2, name: 'study' },
    ])
    made[1]?.die('signal SIGSEGV')
    await expect(fatal).rejects.toMatchObject({
      code: 'read/process-ended',
      details: { why: 'signal SIGSEGV' },
    })
    made[2]?.say({ kind: 'answer', id: 2, answer: 'a study' })
    expect(await late).toBe('a study')
  })

  it('is given back with all that it has read when nobody has asked for a while, and the next question starts one', async () => {
    vi.useFakeTimers()
    try {
      const { made, desk } = openDesk({ ...bounds(60_000_000), idleMs: 5_000 })
      const first = desk.study(ref)
      // Who waits for an answer keeps it, however long that takes.
      await vi.advanceTimersByTimeAsync(60_000)
      made[0]?.say({ kind: 'answer', id: 1, answer: 'first' })
      await first
      await vi.advanceTimersByTimeAsync(4_000)
      const second = desk.study(ref)
      made[0]?.say({ kind: 'answer', id: 2, answer: 'second' })
      await second
      await vi.advanceTimersByTimeAsync(4_000)
      expect(made[0]?.isKilled()).toBe(false)
      await vi.advanceTimersByTimeAsync(1_000)
      expect([made[0]?.isKilled(), made.length]).toEqual([true, 1])
      const third = desk.study(ref)
      made[1]?.say({ kind: 'answer', id: 3, answer: 'third' })
      expect(await third).toBe('third')
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends with a question that takes too long, and asks the others again', async () => {
    vi.useFakeTimers()
    try {
      const { made, desk } = openDesk(bounds(5_000))
      const slow = expect(desk.openStudy(ref)).rejects.toMatchObject({
        code: 'read/too-slow',
        details: { seconds: 5 },
      })
      await vi.advanceTimersByTimeAsync(3_000)
      const other = desk.study(ref)
      await vi.advanceTimersByTimeAsync(2_500)
      await slow
      expect(made).toHaveLength(2)
      expect(made[1]?.posted[1]).toMatchObject({ id: 2, name: 'study' })
      // What the ended process still said is not heard.
      made[0]?.say({ kind: 'answer', id: 2, answer: 'old' })
      made[1]?.say({ kind: 'answer', id: 2, answer: 'new' })
      expect(await other).toBe('new')
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    ['deaf, which keeps others waiting', { isHeard: false, isAsked: true }, 2],
    ['deaf, while nobody asks anything; the next question starts one', { isHeard: false, isAsked: false }, 1],
    ['still at it when nobody waits for anything', { isHeard: true, isAsked: false }, 1],
    ['still at it beside questions that it answers', { isHeard: true, isAsked: true }, 1],
  ])(
    'a cancelled question throws at once; its process is %s',
    async (_words, { isHeard, isAsked }, started) => {
      vi.useFakeTimers()
      try {
        const { made, desk } = openDesk(bounds(60_000, 10_000))
        const abort = new AbortController()
        const unwanted = desk.openStudy(ref, abort.signal)
        abort.abort()
        await expect(unwanted).rejects.toBe(abort.signal.reason)
        expect(made[0]?.posted.at(-1)).toEqual({ kind: 'cancel', id: 1 })
        if (isHeard) made[0]?.say({ kind: 'heard', id: 1 })
        const other = isAsked ? desk.study(ref) : null
        await vi.advanceTimersByTimeAsync(10_500)
        expect(made).toHaveLength(started)
        made.at(-1)?.say({ kind: 'answer', id: 2, answer: 'a study' })
        if (other !== null) expect(await other).toBe('a study')
      } finally {
        vi.useRealTimers()
      }
    },
  )

  it('asks nothing for a signal that is aborted already', async () => {
    const { made, desk } = openDesk()
    const signal = AbortSignal.abort()
    await expect(desk.openStudy(ref, signal)).rejects.toBe(signal.reason)
    expect(made).toEqual([])
  })

  it('is ended where it blocks for ever, and the next one answers', async () => {
    const folder = folders({})
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
    writeFileSync(
      join(folder, 'desk.js'),
      `process.on('message', ({ kind, id, name }) => {
        if (name === 'openStudy') for (;;);
        if (kind === 'ask') process.send({ kind: 'answer', id, answer: process.pid })
      })`,
    )
    const desk = createDeskProcess(createNodeFork(folder), () => null, {
      patienceMs: (name) => (name === 'openStudy' ? 1_500 : 60_000),
      graceMs: 60_000,
      idleMs: 600_000,
    })
    const before = await desk.study(ref)
    const stuck = desk.openStudy(ref)
    const behind = desk.study(ref)
    await expect(stuck).rejects.toMatchObject({ code: 'read/too-slow' })
    const after = await behind
    expect(after).not.toBe(before)
    process.kill(Number(after), 'SIGKILL')
  })
})

describe('the program of the desk', () => {
  function serve(desk: Partial<Desk>) {
    const said: unknown[] = []
    let tell: (message: never) => void = () => undefined
    const port = {
      post: (message: unknown) => said.push(message),
      listen: (hear: typeof tell) => (tell = hear),
      onClose: () => undefined,
    }
    serveDesk(port, () => undefined, desk as Desk)
    return {
      said,
      tell: (message: unknown) => {
        tell(message as never)
      },
    }
  }

  it('hears a cancel while it works, and says how the question ended', async () => {
    const { said, tell } = serve({
      study: (_ref, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('nobody waits'))
          })
        }),
      openStudy: () => Promise.reject(new RangeError('a bug')),
    })
    tell({ kind: 'ask', id: 1, name: 'study', question: ref })
    tell({ kind: 'cancel', id: 1 })
    tell({ kind: 'cancel', id: 7 })
    tell({ kind: 'ask', id: 2, name: 'openStudy', question: ref })
    await settle()
    expect(said).toMatchObject([
      { kind: 'heard', id: 1 },
      { kind: 'heard', id: 7 },
      { kind: 'refused', id: 1, error: { code: 'bug/unexpected' } },
      { kind: 'refused', id: 2, error: { code: 'bug/unexpected' } },
    ])
  })
})
