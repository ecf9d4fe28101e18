import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isOurPage } from '../../../src/main/hosts/electron/our-page'
import {
  refuseNavigation,
  refusePermissions,
  refuseRequests,
} from '../../../src/main/hosts/electron/refusals'
import { requireSandbox } from '../../../src/main/hosts/electron/sandbox'

const electron = vi.hoisted(() => ({
  app: { on: vi.fn(), enableSandbox: vi.fn(), commandLine: { hasSwitch: vi.fn() } },
  session: {
    defaultSession: {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      webRequest: { onBeforeRequest: vi.fn() },
    },
  },
}))
vi.mock('electron', () => ({ ...electron, protocol: {} }))

const firstCall = (mock: { mock: { calls: unknown[][] } }): unknown[] => mock.mock.calls[0] ?? []

describe('what a page of the Electron shell may not do', () => {
  beforeEach(() => {
    vi.clearAllMocks()
  })

  it.each([
    ['app://modalens/assets/index.js', false],
    ['blob:app://modalens/1', false],
    ['data:image/png;base64,AA', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:8080/', true],
    ['ws://127.0.0.1:8080/', true],
    ['file:///etc/passwd', true],
    ['app://modalens.example.org/', true],
  ])('a request of %s is cancelled: %s', (url, isCancelled) => {
    refuseRequests()
    const [listener] = firstCall(electron.session.defaultSession.webRequest.onBeforeRequest)
    const decide = vi.fn()
    ;(listener as (details: object, decide: unknown) => void)({ url }, decide)
    expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel: isCancelled })
  })

  it('gets no permission', () => {
    refusePermissions()
    const [ask] = firstCall(electron.session.defaultSession.setPermissionRequestHandler)
    const [check] = firstCall(electron.session.defaultSession.setPermissionCheckHandler)
    const decide = vi.fn()
    ;(ask as (...given: unknown[]) => void)(null, 'media', decide)
    expect(decide).toHaveBeenCalledExactlyOnceWith(false)
    expect((check as () => boolean)()).toBe(false)
  })

  it('neither leaves nor opens windows', () => {
    refuseNavigation()
    const [event, created] = firstCall(electron.app.on)
    const contents = { on: vi.fn(), setWindowOpenHandler: vi.fn() }
    ;(created as (event: object, contents: object) => void)({}, contents)
    expect(event).toBe('web-contents-created')
    expect(contents.on.mock.calls.map(([name]) => name as string)).toEqual([
      'will-navigate',
      'will-attach-webview',
    ])
    for (const [, listener] of contents.on.mock.calls) {
      const preventDefault = vi.fn()
      ;(listener as (event: object) => void)({ preventDefault })
      expect(preventDefault).toHaveBeenCalledOnce()
    }
    const [open] = firstCall(contents.setWindowOpenHandler)
    expect((open as () => object)()).toEqual({ action: 'deny' })
  })

  it.each([
    [false, 1],
    [true, 0],
  ])('is sandboxed unless the start says otherwise (--no-sandbox: %s)', (hasSwitch, times) => {
    electron.app.commandLine.hasSwitch.mockReturnValue(hasSwitch)
    requireSandbox()
    expect(electron.app.enableSandbox).toHaveBeenCalledTimes(times)
  })

  it.each([
    ['our top frame', { parent: null, url: 'app://modalens/index.html' }, true],
    ['a frame inside it', { parent: {}, url: 'app://modalens/index.html' }, false],
    ['another origin', { parent: null, url: 'https://modalens/' }, false],
    ['an origin that begins like ours', { parent: null, url: 'app://modalens.example.org/' }, false],
    ['a frame that is gone', null, false],
  ])('speaks to the shell only from our page: %s', (_what, frame, isOurs) => {
    expect(isOurPage(frame as Parameters<typeof isOurPage>[0])).toBe(isOurs)
  })
})
