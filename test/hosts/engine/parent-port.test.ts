import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectParent } from '../../../src/main/hosts/engine/parent-port'

describe('the line of a forked program to its host', () => {
  afterEach(() => {
    Reflect.deleteProperty(process, 'parentPort')
    vi.restoreAllMocks()
  })

  it('is the parent port in an Electron utility process', () => {
    const posted: unknown[] = []
    let say: (message: { data: unknown }) => void = () => undefined
    const parentPort = {
      postMessage: (message: unknown) => posted.push(message),
      on: (_event: string, hear: typeof say) => {
        say = hear
      },
    }
    Object.defineProperty(process, 'parentPort', { value: parentPort, configurable: true })
    const port = connectParent<string, string>()
    const heard: string[] = []
    port.listen((message) => heard.push(message))
    port.post('out')
    say({ data: 'in' })
    expect([posted, heard]).toEqual([['out'], ['in']])
  })

  it('is the channel of a Node fork otherwise, and hears when the host is gone', () => {
    const on = vi.spyOn(process, 'on').mockReturnThis()
    const port = connectParent<string, string>()
    const heard: unknown[] = []
    port.listen((message) => heard.push(message))
    port.onClose(() => {
      heard.push('closed')
    })
    const listeners = new Map(on.mock.calls.map(([event, listener]) => [event as string, listener]))
    const call = (event: string, ...values: unknown[]): void => {
      Reflect.apply(listeners.get(event)!, process, values)
    }
    call('message', 'in')
    call('disconnect')
    expect(heard).toEqual(['in', 'closed'])
  })
})
