/** A desk in a process of its own: what nobody waits for any more, or what takes too long, is ended with it, and the rest asked again. */
import { AppError, type ErrorData } from '@shared/errors'
import type { ReadingProgress } from '@shared/reading-progress'
import type { Desk } from '../../services/desk/desk'
import { createReadingBoard, type ReadingBoard } from '../../services/reading-board'
import type { ChildProgram, Fork } from './child-program'

/** A question under the name that the desk has for it. */
export interface DeskQuestion {
  readonly name: keyof Desk
  readonly question: unknown
}

export type EngineToDesk =
  | { readonly kind: 'begin'; readonly roots: readonly string[] | null }
  | ({ readonly kind: 'ask'; readonly id: number } & DeskQuestion)
  | { readonly kind: 'cancel'; readonly id: number }

export type DeskToEngine =
  /** A cancel was heard: nothing blocks the process. */
  | { readonly kind: 'heard'; readonly id: number }
  /** How far the reading for a question has come. */
  | { readonly kind: 'progress'; readonly id: number; readonly progress: ReadingProgress }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorData }

export interface DeskBounds {
  /** How long somebody waits for a question; statistics of a cohort and reports of long runs take their time. */
  readonly patienceMs: (name: keyof Desk) => number
  /** How long a cancelled question may still keep the process from others, or go on where there are none. */
  readonly graceMs: number
  /** The process is ended when nobody has asked it for so long: what it has read is given back with it. */
  readonly idleMs: number
}

const minuteMs = 60_000
const longQuestions: ReadonlySet<keyof Desk> = new Set(['createRun', 'report', 'runResult'])

export const usualBounds: DeskBounds = {
  patienceMs: (name) => (longQuestions.has(name) ? 24 * 60 : 5) * minuteMs,
  graceMs: 10_000,
  idleMs: 5 * minuteMs,
}

/** A question that ends the process twice is the one that ends it. */
const mostLives = 2

interface Pending extends DeskQuestion {
  lives: number
  readonly settle: (settled: Settled) => void
}

type Settled = { readonly answer: unknown } | { readonly error: Error }

/**
 * Makes the desk; its process is started when it is first asked, and again after its end. Errors, beside those of the desk:
 * read/too-slow, read/process-ended.
 */
export function createDeskProcess(
  fork: Fork,
  roots: () => readonly string[] | null,
  bounds: DeskBounds = usualBounds,
  board: ReadingBoard = createReadingBoard(),
): Desk {
  const pending = new Map<number, Pending>()
  /** Cancelled, and still being worked on; true once the process has heard of it. */
  const abandoned = new Map<number, boolean>()
  let child: ChildProgram<EngineToDesk, DeskToEngine> | null = null
  let nextId = 1

  let idle: NodeJS.Timeout | undefined
  /** Counts anew from every question and answer. */
  const waitForIdle = (): void => {
    clearTimeout(idle)
    idle = setTimeout(() => {
      if (pending.size === 0) begin(null)
    }, bounds.idleMs).unref()
  }

  const living = (): ChildProgram<EngineToDesk, DeskToEngine> => {
    if (child !== null) return child
    const born = fork<EngineToDesk, DeskToEngine>('desk')
    child = born
    born.listen((message) => {
      if (child !== born) return
      if (message.kind === 'heard') {
        if (abandoned.has(message.id)) abandoned.set(message.id, true)
        return
      }
      if (message.kind === 'progress') {
        if (pending.has(message.id)) board.note(message.id, message.progress)
        return
      }
      abandoned.delete(message.id)
      const settled =
        message.kind === 'answer' ? { answer: message.answer } : { error: toError(message.error) }
      pending.get(message.id)?.settle(settled)
    })
    born.onExit((why) => {
      if (child === born) begin(why)
    })
    born.post({ kind: 'begin', roots: roots() })
    return born
  }
  /** A new process for all that is still waited for; `why`: how the last one ended by itself. */
  const begin = (why: string | null): void => {
    const ended = child
    child = null
    ended?.kill()
    abandoned.clear()
    for (const [id, one] of [...pending]) {
      if (why !== null) one.lives -= 1
      if (one.lives > 0) living().post({ kind: 'ask', id, name: one.name, question: one.question })
      else one.settle({ error: new AppError('read/process-ended', { why: why ?? '' }) })
    }
  }
  const abandon = (id: number): void => {
    abandoned.set(id, false)
    living().post({ kind: 'cancel', id })
    setTimeout(() => {
      const isHeard = abandoned.get(id)
      // What a question reads others may wait for: it is left alone where it does not block them.
      if (isHeard === false || (isHeard === true && pending.size === 0)) begin(null)
    }, bounds.graceMs).unref()
  }

  const ask = (name: keyof Desk, question: unknown, signal?: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const id = nextId++
      const cancel = (): void => {
        settle({ error: signal?.reason as Error })
        abandon(id)
      }
      const patienceMs = bounds.patienceMs(name)
      const timer = setTimeout(() => {
        settle({ error: new AppError('read/too-slow', { seconds: Math.round(patienceMs / 1000) }) })
        begin(null)
      }, patienceMs)
      const settle = (settled: Settled): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
        pending.delete(id)
        board.note(id, null)
        waitForIdle()
        if ('answer' in settled) resolve(settled.answer)
        else reject(settled.error)
      }
      signal?.addEventListener('abort', cancel)
      pending.set(id, { name, question, lives: mostLives, settle })
      living().post({ kind: 'ask', id, name, question })
    })
  const asking = <Name extends keyof Desk>(name: Name): Desk[Name] =>
    // The desk on the other side has the same type: what it answers to a name is what that name answers.
    ((question: unknown, signal?: AbortSignal) => ask(name, question, signal)) as Desk[Name]
  return {
    openStudy: asking('openStudy'),
    study: asking('study'),
    cases: asking('cases'),
    casePlace: asking('casePlace'),
    caseIds: asking('caseIds'),
    cohort: asking('cohort'),
    checkFiles: asking('checkFiles'),
    thumbnail: asking('thumbnail'),
    caseTable: asking('caseTable'),
    previewCase: asking('previewCase'),
    slice: asking('slice'),
    caseStages: asking('caseStages'),
    caseParts: asking('caseParts'),
    runPreview: asking('runPreview'),
    runNewerSources: asking('runNewerSources'),
    runSlice: asking('runSlice'),
    header: asking('header'),
    runHeader: asking('runHeader'),
    estimateQuestion: asking('estimateQuestion'),
    createRun: asking('createRun'),
    inspectModel: asking('inspectModel'),
    draftStudy: asking('draftStudy'),
    changeDraft: asking('changeDraft'),
    lookAtDraft: asking('lookAtDraft'),
    draftHints: asking('draftHints'),
    findMoved: asking('findMoved'),
    findFile: asking('findFile'),
    studyPlaces: asking('studyPlaces'),
    runResult: asking('runResult'),
    report: asking('report'),
  }
}

function toError({ code, details }: ErrorData): AppError {
  return new AppError(code, details)
}
