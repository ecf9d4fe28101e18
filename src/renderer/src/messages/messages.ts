/** The one place that tells the user about failures. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { describeError, toErrorData, type ErrorData, type ErrorWords } from '@shared/errors'
import { isAbort } from '@/api/app-error'

export interface Message extends ErrorWords {
  readonly id: number
  readonly code: string
  /** When it was told. */
  readonly toldAt: number
}

const shownMessages = 4
const freshMs = 2000

export const useMessages = defineStore('messages', () => {
  const messages = ref<Message[]>([])
  let nextId = 1

  /** Shows an error until it is dismissed; the same one twice in a row is shown once. */
  function tell(error: ErrorData): void {
    const words = describeError(error)
    const others = messages.value.filter(({ sentence }) => sentence !== words.sentence)
    messages.value = [...others, { ...words, id: nextId++, code: error.code, toldAt: Date.now() }].slice(
      -shownMessages,
    )
  }

  /** Says what is no failure of a call. */
  function say(sentence: string, advice: string): void {
    const others = messages.value.filter((one) => one.sentence !== sentence)
    messages.value = [
      ...others,
      { kind: 'input' as const, sentence, advice, id: nextId++, code: '', toldAt: Date.now() },
    ].slice(-shownMessages)
  }

  function dismiss(id: number): void {
    messages.value = messages.value.filter((one) => one.id !== id)
  }

  /** What was told on a page that is left; what was told just now may be why it is left. */
  function leavePage(): void {
    const now = Date.now()
    messages.value = messages.value.filter(({ toldAt }) => now - toldAt < freshMs)
  }

  /** Does something that may fail and tells the failure; null when it failed. The caller's own abort is no failure. */
  async function attempt<Result>(action: () => Promise<Result>): Promise<Result | null> {
    try {
      return await action()
    } catch (thrown) {
      if (!isAbort(thrown)) tell(toErrorData(thrown, 'page'))
      return null
    }
  }

  return { messages, tell, say, dismiss, leavePage, attempt }
})
