/** 3 of 11: the one importer of the Hugging Face library: a tokenizer.json -> tokens with ids, places and pre-tokens. */
import { Tokenizer } from 'tokenizers'
import { AppError } from '@shared/errors'

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
  readonly idOf: (token: string) => number | null
}

/**
 * Opens a tokenizer from the text of its file, of which `content` is the JSON. A panic of the library ends the process, so what is known
 * to cause one is refused before. Errors: text/not-a-tokenizer, with the stage that cannot be loaded.
 */
export async function openNativeTokenizer(
  text: string,
  content: unknown,
  file: string,
): Promise<NativeTokenizer> {
  const unsafe = findUnknownTemplateToken(content)
  if (unsafe !== null) {
    throw new AppError('text/not-a-tokenizer', {
      file,
      reason: `its post_processor names the token ${unsafe}, which its special_tokens do not hold`,
    })
  }
  const library = open(text, content, file)
  // The length is that of the model, so the library neither cuts nor pads.
  library.disableTruncation()
  library.disablePadding()
  try {
    await library.encode('a')
  } catch (cause) {
    throw new AppError('text/not-a-tokenizer', { file, reason: 'it cannot encode a text' }, { cause })
  }
  return {
    encode: (given) => encode(library, given),
    idOf: (token) => library.tokenToId(token),
  }
}

function open(text: string, content: unknown, file: string): Tokenizer {
  try {
    return Tokenizer.fromString(text)
  } catch (cause) {
    const reason = `${findStage(content)} is not supported`
    throw new AppError('text/not-a-tokenizer', { file, reason }, { cause })
  }
}

async function encode(library: Tokenizer, text: string): Promise<EncodedToken[]> {
  const encoding = await library.encode(text)
  const places = codePointPlaces(text)
  const texts = encoding.getTokens()
  const offsets = encoding.getOffsets()
  const pieces = encoding.getWordIds()
  const typeIds = encoding.getTypeIds()
  const isAround = encoding.getSpecialTokensMask()
  return encoding.getIds().map((id, index) => {
    const [first = 0, last = first] = offsets[index] ?? []
    return {
      id,
      text: texts[index] ?? '',
      typeId: typeIds[index] ?? 0,
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
function findStage(content: unknown): string {
  if (!isObject(content)) return 'its content'
  const stage = stages.find((name) => opensWithout(content, name))
  const name = stage ?? 'model'
  const types = typesOf(content[name])
  return types.length === 0 ? `its ${name}` : `its ${name} (${types.join(', ')})`
}

function opensWithout(content: Readonly<Record<string, unknown>>, stage: string): boolean {
  try {
    Tokenizer.fromString(JSON.stringify({ ...content, [stage]: stage === 'added_tokens' ? [] : null }))
    return true
  } catch {
    return false
  }
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
