/** The program of the process that tokenises. It is text, so that source, bundle and package start it alike. */

export interface OpenQuestion {
  readonly ask: 'open'
  readonly key: string
  readonly text: string
  readonly tokens: readonly string[]
}

/** What the process is asked. Files are known by a key, so that their text is sent once. */
export type TokenizerQuestion =
  | OpenQuestion
  /** Does a file with this text open at all? Nothing is kept of it. */
  | { readonly ask: 'opens'; readonly text: string }
  | { readonly ask: 'encode'; readonly key: string; readonly text: string }

/** What the library makes of a text, one list per property. */
export interface RawEncoding {
  readonly ids: readonly number[]
  readonly tokens: readonly string[]
  /** In code points. */
  readonly offsets: readonly (readonly number[])[]
  readonly pieces: readonly (number | null | undefined)[]
  readonly typeIds: readonly number[]
  readonly isAround: readonly number[]
}

export type TokenizerAnswer =
  | { readonly ids: Readonly<Record<string, number | null>> }
  | { readonly encoding: RawEncoding }
  | { readonly opens: boolean }
  /** Of the library. */
  | { readonly refused: string }
  /** It needs more memory than it may have; its last words. */
  | { readonly memoryBytes: number }

/**
 * CommonJS for `node -e`. Arguments: path of the library, most bytes of memory. A text is encoded in a thread of the library, so that the
 * process can look at its memory meanwhile. When nobody listens any more it kills itself: an orderly end would wait for that thread.
 */
export const tokenizerScript = `
const [library, mostBytes] = process.argv.slice(-2)
const { Tokenizer } = require(library)
const opened = new Map()
const end = () => process.kill(process.pid, 'SIGKILL')
process.on('disconnect', end)
process.on('SIGINT', () => undefined)
setInterval(() => {
  const memoryBytes = process.memoryUsage.rss()
  if (memoryBytes > Number(mostBytes)) process.send({ memoryBytes }, end)
}, 20)
const open = (text) => {
  const tokenizer = Tokenizer.fromString(text)
  tokenizer.disableTruncation()
  tokenizer.disablePadding()
  return tokenizer
}
const opens = (text) => {
  try {
    return Boolean(open(text))
  } catch {
    return false
  }
}
const answer = async ({ ask, key, text, tokens }) => {
  if (ask === 'opens') return { opens: opens(text) }
  if (ask === 'open') {
    const tokenizer = open(text)
    opened.set(key, tokenizer)
    return { ids: Object.fromEntries(tokens.map((token) => [token, tokenizer.tokenToId(token)])) }
  }
  const encoding = await opened.get(key).encode(text)
  return {
    encoding: {
      ids: encoding.getIds(),
      tokens: encoding.getTokens(),
      offsets: encoding.getOffsets(),
      pieces: encoding.getWordIds(),
      typeIds: encoding.getTypeIds(),
      isAround: encoding.getSpecialTokensMask(),
    },
  }
}
process.on('message', (question) => {
  answer(question).then(
    (said) => process.send(said),
    (error) => process.send({ refused: String(error && error.message) }),
  )
})
`
