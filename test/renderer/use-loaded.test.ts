import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { AppError } from '@shared/errors'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { MessageList, useMessages } from '@/messages'
import { useLoaded, type Loaded } from '@/ui/use-loaded'

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('a value that is fetched', () => {
  it('is never overwritten by an older answer that comes late', async () => {
    const wanted = ref('slow')
    const answer: Record<string, (value: string) => void> = {}
    let loaded: Loaded<string> | null = null
    mount(
      defineComponent(() => {
        loaded = useLoaded(
          () => new Promise<string>((resolve) => (answer[wanted.value] = resolve)),
          () => wanted.value,
        )
        return () => h('p')
      }),
    )
    wanted.value = 'quick'
    await nextTick()
    answer['quick']?.('second')
    await nextTick()
    await nextTick()
    answer['slow']?.('first')
    await new Promise((resolve) => setTimeout(resolve))
    expect(loaded!.value.value).toBe('second')
    expect(loaded!.isLoading.value).toBe(false)
  })
})

describe('a fetch', () => {
  it('is aborted by a newer one, and when nobody looks at it any more', async () => {
    const wanted = ref('first')
    const signals: AbortSignal[] = []
    const shown = mount(
      defineComponent(() => {
        useLoaded(
          (signal) => {
            signals.push(signal)
            return new Promise<string>((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                reject(signal.reason as Error)
              })
            })
          },
          () => wanted.value,
        )
        return () => h('p')
      }),
    )
    wanted.value = 'second'
    await nextTick()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    shown.unmount()
    await new Promise((resolve) => setTimeout(resolve))
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    expect(useMessages().messages).toEqual([])
  })
})

describe('messages', () => {
  it('tell a failure with sentence and advice, once, and at most four', async () => {
    const messages = useMessages()
    const fail = (run: string) =>
      messages.attempt(() => Promise.reject(new AppError('run/not-found', { run })))
    expect(await fail('a')).toBeNull()
    await fail('a')
    expect(messages.messages.map(({ sentence }) => sentence)).toEqual(['There is no run a.'])
    for (const run of ['b', 'c', 'd', 'e']) await fail(run)
    expect(messages.messages).toHaveLength(4)
    const list = mount(MessageList)
    expect(list.text()).toContain('There is no run e.')
    await list.find('button').trigger('click')
    expect(messages.messages).toHaveLength(3)
  })

  it('do not tell that somebody stopped waiting, nor the words of a foreign error', async () => {
    const messages = useMessages()
    await messages.attempt(() => Promise.reject(new DOMException('x', 'AbortError')))
    expect(messages.messages).toEqual([])
    await messages.attempt(() => Promise.reject(new Error('patient Meier')))
    expect(messages.messages[0]?.sentence).not.toContain('Meier')
  })

  it('can be ended by whoever waits, and begun again', async () => {
    const signals: AbortSignal[] = []
    let loaded: Loaded<string> | null = null
    mount(
      defineComponent(() => {
        loaded = useLoaded((signal) => {
          signals.push(signal)
          return signals.length === 1 ? new Promise<string>(() => undefined) : Promise.resolve('there')
        })
        return () => h('p')
      }),
    )
    loaded!.cancel()
    expect([signals[0]?.aborted, loaded!.isLoading.value, loaded!.hasFailed.value]).toEqual([
      true,
      false,
      true,
    ])
    await loaded!.reload()
    expect([loaded!.value.value, loaded!.hasFailed.value]).toEqual(['there', false])
  })
})
