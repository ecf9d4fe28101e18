/** The one place that tells the user about failures that no page shows itself. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { describeError, toErrorData, type ErrorData, type ErrorWords } from '@shared/errors'
import { isAbort } from '@/api/app-error'
import { causeNow } from './cause'

export interface Message extends ErrorWords {
  readonly id: number
  readonly code: string
  /** When it was told. */
  readonly toldAt: number
  /** The control that it came from. */
  readonly cause: Element | null
}

const shownMessages = 4
const freshMs = 2000

export const useMessages = defineStore('messages', () => {
  const messages = shallowRef<readonly Message[]>([])
  let nextId = 1

  /** Shows an error until it is dismissed; the same one twice in a row is shown once. */
  function tell(error: ErrorData, cause: Element | null = causeNow()): void {
    add({ ...describeError(error), code: error.code }, cause)
  }

  /** Says what is no failure of a call. */
  function say(sentence: string, advice: string): void {
    add({ kind: 'input', sentence, advice, code: '' }, causeNow())
  }

  function add(said: Omit<Message, 'id' | 'toldAt' | 'cause'>, cause: Element | null): void {
    const others = messages.value.filter(({ sentence }) => sentence !== said.sentence)
    const message = { ...said, cause, id: nextId++, toldAt: Date.now() }
    messages.value = [...others, message].slice(-shownMessages)
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
    const cause = causeNow()
    try {
      return await action()
    } catch (thrown) {
      if (!isAbort(thrown)) tell(toErrorData(thrown, 'page'), cause)
      return null
    }
  }

  return { messages, tell, say, dismiss, leavePage, attempt }
})
