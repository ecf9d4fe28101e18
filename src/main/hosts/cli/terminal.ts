/** Where the command line writes: stdout is data, stderr is words. */
import type { Writable } from 'node:stream'
import { describeError, type ErrorData } from '@shared/errors'

export interface Terminal {
  /** One line of data on stdout. */
  readonly print: (text: string) => void
  /** One line of words on stderr. */
  readonly say: (words: string) => void
  /** True when stderr is a screen that a line can be drawn on again. */
  readonly isLive: boolean
  readonly stderr: Writable
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  return {
    print: (text) => {
      process.stdout.write(`${text}\n`)
    },
    say: (words) => {
      process.stderr.write(`${words}\n`)
    },
    isLive: process.stderr.isTTY && process.env['CI'] === undefined,
    stderr: process.stderr,
  }
}

/** An error as sentence and advice. */
export function toLines(error: ErrorData): string {
  const { sentence, advice } = describeError(error)
  return advice === '' ? sentence : `${sentence}\n  ${advice}`
}
