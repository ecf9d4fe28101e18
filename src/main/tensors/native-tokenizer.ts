/** The Hugging Face library, asked in its process: a tokenizer.json -> tokens with ids, places and pre-tokens. */
import { createHash } from 'node:crypto'
import { AppError, isAppError } from '@shared/errors'
import { createTokenizerProcess, type TokenizerProcess } from './tokenizer-process'
import type { RawEncoding } from './tokenizer-script'

/** One token as the library makes it. Offsets count UTF-16 units of the text; both are equal where it stands for nothing in it. */
export interface EncodedToken {
  readonly id: number
  readonly text: string
  readonly typeId: number
  readonly start: number
  readonly end: number
  /** Which piece of the text the token comes from, as the stages before the model cut it; null for what was put around the text. */
  readonly piece: number | null
}

export interface NativeTokenizer {
  /** Neither cut nor padded; what the tokenizer puts around a text (CLS, SEP) is there, with no piece. */
  readonly encode: (text: string) => Promise<readonly EncodedToken[]>
  /** Of the tokens that were asked for when it was opened; null for what is no token. */
  readonly idOf: (token: string) => number | null
}

/** Shared by all tokenizers of this process. */
const shared = createTokenizerProcess()

/** A tokenizer that failed so often is not asked again: each text would wait as long. */
const mostFailures = 3

export interface TokenizerFileText {
  readonly file: string
  /** Of which `content` is the JSON. */
  readonly text: string
  readonly content: unknown
  /** Tokens whose ids are wanted. */
  readonly tokens: readonly string[]
}

/**
 * Opens a tokenizer from the text of its file, in a process of its own. A panic of the library ends that process, so what is known to
 * cause one is refused before. Errors: text/not-a-tokenizer, with the stage that cannot be loaded; text/tokenizer-slow,
 * text/tokenizer-memory, text/tokenizer-ended, also of `encode`.
 */
export async function openNativeTokenizer(
  { file, text, content, tokens }: TokenizerFileText,
  { ask }: TokenizerProcess = shared,
): Promise<NativeTokenizer> {
  const unsafe = findUnknownTemplateToken(content)
  if (unsafe !== null) {
    throw new AppError('text/not-a-tokenizer', {
      file,
      reason: `its post_processor names the token ${unsafe}, which its special_tokens do not hold`,
    })
  }
  const key = createHash('sha256').update(text).digest('hex')
  const opening = { ask: 'open', key, text, tokens } as const
  const open = async (): Promise<ReadonlyMap<string, number | null>> => {
    const answer = await ask(opening, file)
    if ('ids' in answer) return new Map(Object.entries(answer.ids))
    const opens = async (given: string): Promise<boolean> => {
      const tried = await ask({ ask: 'opens', text: given }, file)
      return 'opens' in tried && tried.opens
    }
    const reason = `${await findStage(content, opens)} is not supported`
    throw new AppError('text/not-a-tokenizer', { file, reason })
  }
  const ids = await open()
  let [failures, lastFailure] = [0, null as AppError | null]
  const encodeRaw = async (given: string): Promise<RawEncoding> => {
    if (lastFailure !== null && failures >= mostFailures) throw lastFailure
    try {
      const answer = await ask({ ask: 'encode', key, text: given }, file, opening)
      if ('encoding' in answer) return answer.encoding
      throw new Error('refused' in answer ? answer.refused : 'no encoding')
    } catch (thrown) {
      if (isAppError(thrown)) [failures, lastFailure] = [failures + 1, thrown]
      throw thrown
    }
  }
  await encodeRaw('a').catch((cause: unknown) => {
    if (isAppError(cause)) throw cause
    throw new AppError('text/not-a-tokenizer', { file, reason: 'it cannot encode a text' }, { cause })
  })
  return {
    encode: async (given) => toTokens(await encodeRaw(given), given),
    idOf: (token) => ids.get(token) ?? null,
  }
}

/** Errors: one without a code where the library gives fewer texts, types or places than ids; the caller names the tokenizer. */
export function toTokens(
  { ids, tokens, offsets, pieces, typeIds, isAround }: RawEncoding,
  text: string,
): EncodedToken[] {
  const places = codePointPlaces(text)
  return ids.map((id, index) => {
    const [first, last] = offsets[index] ?? []
    const [word, typeId] = [tokens[index], typeIds[index]]
    if (first === undefined || last === undefined || word === undefined || typeId === undefined)
      throw new Error('lists of an encoding that do not go together')
    return {
      id,
      text: word,
      typeId,
      start: places[first] ?? text.length,
      end: places[last] ?? text.length,
      piece: isAround[index] === 1 ? null : (pieces[index] ?? null),
    }
  })
}

/** The library counts code points: the UTF-16 place of each, and the length of the text behind the last. */
function codePointPlaces(text: string): number[] {
  const places: number[] = []
  let place = 0
  for (const character of text) {
    places.push(place)
    place += character.length
  }
  places.push(place)
  return places
}

const stages = [
  'normalizer',
  'pre_tokenizer',
  'post_processor',
  'decoder',
  'truncation',
  'padding',
  'added_tokens',
] as const

/** Names the stage without which the file opens, with its type; the model where there is none. */
async function findStage(content: unknown, opens: (text: string) => Promise<boolean>): Promise<string> {
  if (!isObject(content)) return 'its content'
  let found = 'model'
  for (const stage of stages) {
    const without = { ...content, [stage]: stage === 'added_tokens' ? [] : null }
    if (found === 'model' && (await opens(JSON.stringify(without)))) found = stage
  }
  const types = typesOf(content[found])
  return types.length === 0 ? `its ${found}` : `its ${found} (${types.join(', ')})`
}

function typesOf(stage: unknown): string[] {
  if (!isObject(stage)) return []
  const inner = Object.values(stage).flatMap((value) => (Array.isArray(value) ? value.flatMap(typesOf) : []))
  return typeof stage['type'] === 'string' ? [stage['type'], ...inner] : inner
}

/** A template that names a token it does not define makes the library panic while it encodes. */
function findUnknownTemplateToken(content: unknown): string | null {
  const processor = isObject(content) ? content['post_processor'] : null
  return (
    templatesOf(processor)
      .map(unknownTokenOf)
      .find((token) => token !== null) ?? null
  )
}

function templatesOf(processor: unknown): Readonly<Record<string, unknown>>[] {
  if (!isObject(processor)) return []
  const inner: unknown = processor['processors']
  return [processor, ...(Array.isArray(inner) ? inner.flatMap(templatesOf) : [])]
}

function unknownTokenOf(template: Readonly<Record<string, unknown>>): string | null {
  const known = isObject(template['special_tokens']) ? template['special_tokens'] : {}
  const named = ['single', 'pair'].flatMap((key) => {
    const pieces: unknown = template[key]
    return Array.isArray(pieces) ? pieces.flatMap(specialTokenOf) : []
  })
  return named.find((token) => !Object.hasOwn(known, token)) ?? null
}

function specialTokenOf(piece: unknown): string[] {
  const token = isObject(piece) ? piece['SpecialToken'] : null
  return isObject(token) && typeof token['id'] === 'string' ? [token['id']] : []
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
