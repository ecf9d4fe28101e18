import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectParent } from '../../../src/main/hosts/engine/parent-port'

describe('the line of a forked program to its host', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is the channel of the fork, and hears when the host is gone', () => {
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
