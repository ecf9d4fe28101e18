/**
 * The process in which texts are tokenised. A pattern of a tokenizer may backtrack for ever, a normalizer make a text grow
 * without end, and a panic of the library ends its process: none of it may happen in ours.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { AppError } from '@shared/errors'
import {
  tokenizerScript,
  type OpenQuestion,
  type TokenizerAnswer,
  type TokenizerQuestion,
} from './tokenizer-script'

export interface TokenizerBounds {
  /** For one answer, beside what a long text needs. */
  readonly patienceMs: number
  readonly memoryBytes: number
}

/** Large vocabularies take some seconds to open and 1 GiB at most. */
export const usualBounds: TokenizerBounds = { patienceMs: 30_000, memoryBytes: 4 * 2 ** 30 }

/** The slowest tokenizers take a second for a million characters. */
const msPerCharacter = 0.005

export interface TokenizerProcess {
  /**
   * Asks about the file of that name, one question after the other; a process that does not know it yet is asked to open it before.
   * Errors: text/tokenizer-slow, text/tokenizer-memory, text/tokenizer-ended; after each of them the process is a new one.
   */
  readonly ask: (
    question: TokenizerQuestion,
    file: string,
    opening?: OpenQuestion,
  ) => Promise<TokenizerAnswer>
}

/** Makes the process when it is first asked. It does not keep ours alive, and ends with it. */
export function createTokenizerProcess(bounds: TokenizerBounds = usualBounds): TokenizerProcess {
  let child: ChildProcess | null = null
  let keys = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  const askNow: TokenizerProcess['ask'] = async (question, file, opening) => {
    if (child === null) [child, keys] = [start(bounds), new Set()]
    try {
      if (opening !== undefined && !keys.has(opening.key)) await exchange(child, opening, file, bounds)
      const answer = await exchange(child, question, file, bounds)
      for (const { key } of [...(opening === undefined ? [] : [opening]), ...opened(question, answer)])
        keys.add(key)
      return answer
    } catch (thrown) {
      child.kill('SIGKILL')
      ;[child, keys] = [null, new Set()]
      throw thrown
    }
  }
  return {
    ask: (question, file, opening) => {
      const answer = last.then(() => askNow(question, file, opening))
      // Whoever asked hears of the failure; the next question waits for its end only.
      last = answer.catch(() => undefined)
      return answer
    },
  }
}

function opened(question: TokenizerQuestion, answer: TokenizerAnswer): OpenQuestion[] {
  return question.ask === 'open' && 'ids' in answer ? [question] : []
}

/** Under Electron the program that runs may be Electron's own; it plays Node when it is told so. */
function start({ memoryBytes }: TokenizerBounds): ChildProcess {
  const library = createRequire(import.meta.url).resolve('tokenizers')
  const child = spawn(process.execPath, ['-e', tokenizerScript, '--', library, String(memoryBytes)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  })
  child.unref()
  child.channel?.unref()
  // Who asks hears of it; between two questions nobody needs to.
  child.on('error', () => undefined)
  return child
}

/** Keeps our process alive until there is an answer, the end of the other one, or no more patience. */
async function exchange(
  child: ChildProcess,
  question: TokenizerQuestion,
  file: string,
  { patienceMs }: TokenizerBounds,
): Promise<TokenizerAnswer> {
  const limitMs = patienceMs + (question.ask === 'encode' ? question.text.length * msPerCharacter : 0)
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      child.off('message', hear).off('error', fault).off('exit', exit)
      child.channel?.unref()
    }
    const fail = (error: AppError): void => {
      settle()
      reject(error)
    }
    const ended = (why: string): void => {
      fail(new AppError('text/tokenizer-ended', { file, why }))
    }
    const hear = (message: unknown): void => {
      const answer = message as TokenizerAnswer
      settle()
      if ('memoryBytes' in answer) reject(new AppError('text/tokenizer-memory', { file, ...answer }))
      else resolve(answer)
    }
    const fault = (error: Error): void => {
      ended(error.message)
    }
    const exit = (code: number | null, signal: string | null): void => {
      ended(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`)
    }
    const timer = setTimeout(() => {
      fail(new AppError('text/tokenizer-slow', { file, seconds: Math.round(limitMs / 1000) }))
    }, limitMs)
    child.on('message', hear).on('error', fault).on('exit', exit)
    child.channel?.ref()
    if (child.connected) child.send(question)
    else ended('it had ended before')
  })
}
