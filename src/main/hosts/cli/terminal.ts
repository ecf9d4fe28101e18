/** Where the command line writes: stdout is data, stderr is words. */
import type { Writable } from 'node:stream'
import { AppError, describeError, type ErrorData } from '@shared/errors'
import { toVisibleText } from '@shared/words/shown-text'
import { exitCodes } from './exit-codes'

export interface Terminal {
  /** One line of data on stdout. */
  readonly print: (text: string) => void
  /** Lines of data on stdout, as fast as they are taken; ends early when nobody reads them any more. */
  readonly printAll: (pieces: AsyncIterable<string> | Iterable<string>) => Promise<void>
  /** One line of words on stderr. */
  readonly say: (words: string) => void
  /** True when stderr is a screen that a line can be drawn on again. */
  readonly isLive: boolean
  readonly stderr: Writable
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  process.stdout.on('error', endForOutput)
  process.stderr.on('error', ignoreClosedPipe)
  return {
    print: (text) => {
      process.stdout.write(`${process.stdout.isTTY ? toVisibleText(text) : text}\n`)
    },
    printAll: async (pieces) => {
      for await (const piece of pieces) {
        if (!(await write(process.stdout.isTTY ? toVisibleText(piece) : piece))) return
      }
    },
    say: (words) => {
      process.stderr.write(`${toVisibleText(words)}\n`)
    },
    isLive: process.stderr.isTTY && process.env['CI'] === undefined,
    stderr: process.stderr,
  }
}

/** Resolves once stdout has taken the text; false when its reader is gone. Other faults are those of the stream. */
function write(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error == null) resolve(true)
      else if (isClosedPipe(error)) resolve(false)
      else reject(error)
    })
  })
}

/** An error as sentence and advice. */
export function toLines(error: ErrorData): string {
  const { sentence, advice } = describeError(error)
  return advice === '' ? sentence : `${sentence}\n  ${advice}`
}

/** Results that cannot be written, as to a full disk, end the command with a sentence; a closed pipe wants no more of them. */
function endForOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  const { code, details } = new AppError('file/output', { why: error.code ?? error.message })
  process.stderr.write(`${toLines({ code, details })}\n`)
  process.exit(exitCodes.environment)
}

/** "modalens show | head" closes the pipe early, which is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (!isClosedPipe(error)) throw error
}

function isClosedPipe(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE'
}
