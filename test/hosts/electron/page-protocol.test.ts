import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { servePage } from '../../../src/main/hosts/electron/page-protocol'

type Answer = (request: { url: string }) => Promise<Response>

const electron = vi.hoisted(() => ({ answers: new Map<string, Answer>() }))
vi.mock('electron', () => ({
  protocol: {
    handle: (scheme: string, answer: Answer) => electron.answers.set(scheme, answer),
  },
}))

describe('the scheme app:', () => {
  let folder: string
  const ask = (url: string): Promise<Response> => {
    const answer = electron.answers.get('app')
    if (answer === undefined) throw new Error('the scheme is not served')
    return answer({ url })
  }
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'modalens-scheme-')))
    mkdirSync(join(folder, 'main'))
    mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'main', 'engine.js'), 'secret')
    writeFileSync(join(folder, 'renderer', 'index.html'), '<p>page</p>')
    writeFileSync(join(folder, 'renderer', 'assets', 'index.js'), 'run()')
    servePage(join(folder, 'main'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['app://modalens/', '<p>page</p>', 'text/html; charset=utf-8'],
    ['app://modalens/assets/index.js', 'run()', 'text/javascript; charset=utf-8'],
  ])('answers %s with its file, its type and the content policy', async (url, text, type) => {
    const answer = await ask(url)
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
      200,
      text,
      type,
    ])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  it.each(['app://modalens/..%2fmain%2fengine.js', 'app://modalens/nothing.js', 'app://other/index.html'])(
    'has nothing at %s',
    async (url) => {
      expect((await ask(url)).status).toBe(404)
    },
  )
})
