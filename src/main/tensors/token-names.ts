/** How tokenizers call the tokens that a study may need, and which of them a tokenizer.json has. */
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { readHeadSync } from '../files/read-bytes'

export const padTokens = ['[PAD]', '<pad>', '<|pad|>', '<PAD>'] as const
export const maskTokens = ['[MASK]', '<mask>', '<|mask|>', '<MASK>'] as const
/** GPT-2 and CLIP, LLaMA 3, LLaMA and T5, RoBERTa. */
const endTokens = [
  '<|endoftext|>',
  '<|end_of_text|>',
  '</s>',
  '<|eot_id|>',
  '<eos>',
  '[EOS]',
  '[SEP]',
] as const

/** As much as is loaded of a tokenizer; a longer one does not parse when it is cut off here. */
const limitBytes = 256 * 2 ** 20

export interface TokenNames {
  readonly hasPad: boolean
  readonly hasMask: boolean
  readonly hasUnknown: boolean
  readonly endOfText: string | null
}

const namesSchema = z.object({
  padding: z.unknown().optional(),
  added_tokens: z.array(z.object({ content: z.string() })).default([]),
  model: z.object({ unk_token: z.string().nullish(), unk_id: z.number().nullish() }),
})

/** Reads the names alone, without opening the tokenizer; null where the file is absent or something else. */
export function readTokenNames(path: string): TokenNames | null {
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(readHeadSync(path, limitBytes).bytes).toString('utf8'))
  } catch (thrown) {
    return thrown instanceof SyntaxError ? null : whereRefused(null)(thrown)
  }
  const parsed = namesSchema.safeParse(content)
  if (!parsed.success) return null
  const { padding, model } = parsed.data
  const names = new Set(parsed.data.added_tokens.map((token) => token.content))
  return {
    hasPad: (padding ?? null) !== null || padTokens.some((name) => names.has(name)),
    hasMask: maskTokens.some((name) => names.has(name)),
    hasUnknown: (model.unk_token ?? model.unk_id ?? null) !== null,
    endOfText: endTokens.find((name) => names.has(name)) ?? null,
  }
}
