/** The desk process: answers what the engine asks. */
import { toErrorData } from '@shared/errors'
import type { ReadingProgress } from '@shared/reading-progress'
import { withReading } from '../../files/reading'
import { restrictToRoots } from '../../files/roots'
import { createDesk } from '../../services/desk/create-desk'
import type { Desk } from '../../services/desk/desk'
import type { DeskToEngine, EngineToDesk } from './desk-process'
import type { ParentPort } from './parent-port'

type AnyAsk = (question: unknown, signal: AbortSignal) => Promise<unknown>

/** Serves a desk until the engine is gone; `exit` is called then. */
export function serveDesk(
  port: ParentPort<DeskToEngine, EngineToDesk>,
  exit: () => void,
  desk: Desk = createDesk(),
): void {
  const aborts = new Map<number, AbortController>()
  port.onClose(exit)
  port.listen((message) => {
    switch (message.kind) {
      case 'begin':
        restrictToRoots(message.roots)
        break
      case 'cancel':
        aborts.get(message.id)?.abort()
        port.post({ kind: 'heard', id: message.id })
        break
      case 'ask': {
        const { id, name, question } = message
        const abort = new AbortController()
        aborts.set(id, abort)
        // The engine asks with the types of the desk.
        const tell = atMostEvery(tellMs, (progress: ReadingProgress) => {
          port.post({ kind: 'progress', id, progress })
        })
        void withReading(tell, () => answer(desk[name] as AnyAsk, id, question, abort.signal)).then(
          (said) => {
            aborts.delete(id)
            port.post(said)
          },
        )
      }
    }
  })
}

/** A page asks for it a few times a second. */
const tellMs = 100

function atMostEvery<Value>(ms: number, tell: (value: Value) => void): (value: Value) => void {
  let next = 0
  return (value) => {
    const now = Date.now()
    if (now < next) return
    next = now + ms
    tell(value)
  }
}

async function answer(
  ask: AnyAsk,
  id: number,
  question: unknown,
  signal: AbortSignal,
): Promise<DeskToEngine> {
  try {
    return { kind: 'answer', id, answer: await ask(question, signal) }
  } catch (thrown) {
    return { kind: 'refused', id, error: toErrorData(thrown, 'desk') }
  }
}
