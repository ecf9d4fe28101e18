/** Tokenizer.json -> LoadedTokenizer. */
import { basename } from 'node:path'
import { AppError, isAppError, type DetailsOf } from '@shared/errors'
import { z } from 'zod'
import { maskTokens, padTokens } from './token-names'
import { isUnread } from '../files/open-file'
import { readUtf8 } from '../files/read-bytes'
import type { TokenisedText } from './modality-tensors'
import { openNativeTokenizer, type NativeTokenizer } from './native-tokenizer'
import type { TokenizerProcess } from './tokenizer-process'
import { createTokenise } from './tokenise-text'
import type { LoadedTokenizer, TokenPadding } from './tokenizer'

/** The largest published tokenizer.json files have about 35 MB. */
const limitBytes = 256 * 2 ** 20

const count = z.number().int().min(0)
const side = z.enum(['Left', 'Right']).default('Right')

const tokenizerFileSchema = z.looseObject({
  truncation: z.looseObject({ max_length: count.min(1), direction: side }).nullish(),
  padding: z
    .looseObject({
      direction: side,
      pad_id: count,
      pad_type_id: count.default(0),
      strategy: z.union([z.literal('BatchLongest'), z.looseObject({ Fixed: count })]).optional(),
      pad_to_multiple_of: count.nullish(),
    })
    .nullish(),
  added_tokens: z
    .array(
      z.looseObject({
        id: count,
        content: z.string(),
        special: z.boolean().default(false),
      }),
    )
    .default([]),
  model: z.looseObject({
    type: z.enum(['WordPiece', 'BPE', 'Unigram', 'WordLevel']).nullish(),
    continuing_subword_prefix: z.string().nullish(),
    unk_token: z.string().nullish(),
    unk_id: count.nullish(),
    dropout: z.number().nullish(),
  }),
})

export interface TokenizerOptions {
  /** Tokens whose ids the study needs. */
  readonly tokens?: readonly string[]
  /** Default: one for all tokenizers of this process. */
  readonly process?: TokenizerProcess
}

export type TokenizerFile = z.output<typeof tokenizerFileSchema>

/**
 * Loads a tokenizer.json (Hugging Face). Reads the file once; nothing else is looked for beside it.
 * Errors: text/tokenizer-not-found, text/tokenizer-too-large, and those of `openNativeTokenizer`.
 */
export async function loadTokenizer(
  path: string,
  { tokens = [], process }: TokenizerOptions = {},
): Promise<LoadedTokenizer> {
  const fileName = basename(path)
  const text = await readText(path, fileName)
  const { file, content } = parseTokenizerFile(text, fileName)
  refuseModel(file, fileName)
  const unknown = file.model.unk_token
  const wanted = [...tokens, ...(typeof unknown === 'string' ? [unknown] : [])]
  const native = await openNativeTokenizer({ file: fileName, text, content, tokens: wanted }, process)
  const special = findSpecialIds(file, native)
  return {
    fileName,
    special,
    maxLength: file.truncation?.max_length ?? null,
    cutSide: file.truncation?.direction === 'Left' ? 'start' : 'end',
    padding: toPadding(file),
    idOf: native.idOf,
    tokenise: createTokenise(native, {
      special: new Set(file.added_tokens.filter((token) => token.special).map(({ id }) => id)),
      unknown: special.unk,
    }),
  }
}

async function readText(path: string, file: string): Promise<string> {
  return readUtf8(path, limitBytes).catch((cause: unknown) => {
    if (isAppError(cause) && cause.code === 'file/too-large') {
      throw new AppError('text/tokenizer-too-large', cause.details as DetailsOf<'text/tokenizer-too-large'>)
    }
    throw isUnread(cause) ? new AppError('text/tokenizer-not-found', { file }, { cause }) : cause
  })
}

function parseTokenizerFile(text: string, file: string): { file: TokenizerFile; content: unknown } {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (cause) {
    throw new AppError('text/not-a-tokenizer', { file, reason: 'it is not JSON' }, { cause })
  }
  const parsed = tokenizerFileSchema.safeParse(content)
  if (parsed.success) return { file: parsed.data, content }
  const [issue] = parsed.error.issues
  const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unexpected content'}`
  throw new AppError('text/not-a-tokenizer', { file, reason }, { cause: parsed.error })
}

/** Models that would fail at the first unknown word, or give other ids every time. */
function refuseModel({ model }: TokenizerFile, file: string): void {
  if (model.type === 'WordLevel' && typeof model.unk_token !== 'string') {
    throw new AppError('text/not-a-tokenizer', { file, reason: 'model.unk_token is missing' })
  }
  const dropout = model.dropout ?? 0
  if (dropout > 0) {
    const reason = `model.dropout is ${dropout}, so that the same text gives other tokens each time`
    throw new AppError('text/not-a-tokenizer', { file, reason })
  }
}

function toPadding({ padding }: TokenizerFile): TokenPadding {
  const strategy = padding?.strategy
  return {
    side: padding?.direction === 'Left' ? 'left' : 'right',
    typeId: padding?.pad_type_id ?? 0,
    length: typeof strategy === 'object' ? strategy.Fixed : null,
    multipleOf: Math.max(1, padding?.pad_to_multiple_of ?? 1),
  }
}

function findSpecialIds(file: TokenizerFile, { idOf }: NativeTokenizer): TokenisedText['special'] {
  const known = (...names: readonly string[]) => {
    const added = file.added_tokens.find(({ content }) => names.includes(content))
    return added?.id ?? null
  }
  const unknown = file.model.unk_token
  const unknownId = typeof unknown === 'string' ? idOf(unknown) : file.model.unk_id
  return {
    mask: known(...maskTokens),
    pad: file.padding?.pad_id ?? known(...padTokens),
    unk: unknownId ?? known('[UNK]', '<unk>', '<UNK>'),
  }
}
