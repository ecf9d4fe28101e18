/** Ctrl+C: what it ends, and when. */
import type { Terminal } from './terminal'

export interface Interrupt {
  /**
   * Aborted by the first Ctrl+C; the second one ends the process at once, which a run survives too. Until somebody asks for it Ctrl+C
   * ends the process by itself, also while a file keeps it so busy that it would hear nothing.
   */
  readonly signal: () => AbortSignal
}

/** The part of `process` that is used here. */
export interface InterruptedProcess {
  readonly once: (signal: 'SIGINT', hear: () => void) => unknown
  readonly exit: (code: number) => void
}

const interruptedCode = 130

/** Listens to Ctrl+C from the first question on. */
export function createInterrupt(process: InterruptedProcess, terminal: Pick<Terminal, 'say'>): Interrupt {
  const abort = new AbortController()
  let isListening = false
  return {
    signal: () => {
      if (isListening) return abort.signal
      isListening = true
      process.once('SIGINT', () => {
        terminal.say('\nStopping after this batch ...')
        abort.abort()
        process.once('SIGINT', () => {
          process.exit(interruptedCode)
        })
      })
      return abort.signal
    },
  }
}
