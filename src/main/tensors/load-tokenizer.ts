/** 3 of 11: tokenizer.json -> LoadedTokenizer, through the Hugging Face library. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { AppError } from '@shared/errors'
import { z } from 'zod'
import type { TokenisedText } from './modality-tensors'
import { createTokenise } from './tokenise-text'
import type { LoadedTokenizer } from './tokenizer'

/** The largest published tokenizer.json files have about 35 MB. */
const limitBytes = 256 * 2 ** 20

const tokenizerFileSchema = z.looseObject({
  truncation: z.looseObject({ max_length: z.number().int().positive() }).nullish(),
  padding: z
    .looseObject({
      direction: z.enum(['Left', 'Right']).default('Right'),
      pad_id: z.number().int().min(0),
    })
    .nullish(),
  added_tokens: z
    .array(
      z.looseObject({
        id: z.number().int().min(0),
        content: z.string(),
        special: z.boolean().default(false),
      }),
    )
    .default([]),
  model: z.looseObject({
    type: z.enum(['WordPiece', 'BPE', 'Unigram', 'WordLevel']).nullish(),
    continuing_subword_prefix: z.string().nullish(),
    unk_token: z.string().nullish(),
    unk_id: z.number().int().min(0).nullish(),
  }),
})

export type TokenizerFile = z.output<typeof tokenizerFileSchema>

/**
 * Loads a tokenizer.json (Hugging Face). Reads the file once; nothing else is looked for beside it.
 * Errors: text/tokenizer-not-found, text/tokenizer-too-large, text/not-a-tokenizer.
 */
export async function loadTokenizer(path: string): Promise<LoadedTokenizer> {
  const fileName = basename(path)
  const file = parseTokenizerFile(await readText(path, fileName), fileName)
  const library = openLibrary(file, fileName)
  return {
    fileName,
    special: findSpecialIds(file, library),
    maxLength: file.truncation?.max_length ?? null,
    padSide: file.padding?.direction === 'Left' ? 'left' : 'right',
    tokenise: createTokenise(library, {
      prefix: file.model.continuing_subword_prefix ?? null,
      unknown: file.model.unk_token ?? null,
    }),
  }
}

async function readText(path: string, file: string): Promise<string> {
  try {
    const { size: sizeBytes } = await stat(path)
    if (sizeBytes > limitBytes)
      throw new AppError('text/tokenizer-too-large', { file, sizeBytes, limitBytes })
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('text/tokenizer-not-found', { file }, { cause })
  }
}

function parseTokenizerFile(text: string, file: string): TokenizerFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AppError('text/not-a-tokenizer', { file, reason: 'it is not JSON' }, { cause })
  }
  const parsed = tokenizerFileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unexpected content'}`
  throw new AppError('text/not-a-tokenizer', { file, reason }, { cause: parsed.error })
}

/** The library asks for these keys even where they are empty; older files leave them out. */
const emptyStages = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null }

function openLibrary(content: TokenizerFile, file: string): Tokenizer {
  const { type, unk_token: unknown } = content.model
  if (type === 'WordLevel' && typeof unknown !== 'string') {
    throw new AppError('text/not-a-tokenizer', { file, reason: 'model.unk_token is missing' })
  }
  try {
    // The library reads the unknown token of WordLevel from its second argument.
    const library = new Tokenizer({ ...emptyStages, ...content }, { unk_token: unknown })
    library.encode('a')
    return library
  } catch (cause) {
    const reason = 'its model or one of its stages is not supported'
    throw new AppError('text/not-a-tokenizer', { file, reason }, { cause })
  }
}

function findSpecialIds(file: TokenizerFile, library: Tokenizer): TokenisedText['special'] {
  const known = (...names: readonly string[]) => {
    const added = file.added_tokens.find(({ content }) => names.includes(content))
    return added?.id ?? null
  }
  const unknown = file.model.unk_token
  const unknownId = typeof unknown === 'string' ? library.token_to_id(unknown) : file.model.unk_id
  return {
    mask: known('[MASK]', '<mask>', '<|mask|>', '<MASK>'),
    pad: file.padding?.pad_id ?? known('[PAD]', '<pad>', '<|pad|>', '<PAD>'),
    unk: unknownId ?? known('[UNK]', '<unk>', '<UNK>'),
  }
}
