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
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  return {
    print: (text) => {
      process.stdout.write(`${process.stdout.isTTY ? toScreenText(text) : text}\n`)
    },
    say: (words) => {
      process.stderr.write(`${process.stderr.isTTY ? toScreenText(words) : words}\n`)
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

/** Makes control characters visible: names from a table, a report or a model could otherwise steer the terminal. */
export function toScreenText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD')
}

/** "modalens show | head" closes the pipe early, which is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
