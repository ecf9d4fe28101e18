/** Texts: a report in a cell or a file, as token ids. */
import { z } from 'zod'
import { textReplacementSchema } from '../study/replacement'
import { none, sourceColumn, type FedInput, type SharedKind } from './kind'
import { absentSchema, lengthSchema, nameSchema } from './modality-fields'

export const textModalitySchema = z.strictObject({
  kind: z.literal('text'),
  name: nameSchema,
  input: z.string().min(1).describe('model input of the token ids'),
  attentionMask: z.string().min(1).optional().describe('model input of the attention mask'),
  tokenTypeIds: z.string().min(1).optional().describe('model input of the token type ids'),
  source: z.strictObject({
    column: z.string().min(1),
    as: z.enum(['text', 'file']).default('text').describe('the cell is the text, or the path of a text file'),
    folder: z
      .string()
      .optional()
      .describe('what the paths are relative to; default: the folder of the table'),
  }),
  tokenizer: z.string().min(1).describe('path of a tokenizer.json (Hugging Face)'),
  padToken: z
    .string()
    .min(1)
    .optional()
    .describe('token that fills up short texts; default: the padding token of the tokenizer'),
  padId: z.number().int().min(0).optional().describe('the same by its number; give one of both'),
  length: lengthSchema
    .optional()
    .describe('tokens per text: shorter is padded, longer is cut; default: what the model fixes'),
  parts: z.enum(['word', 'token', 'sentence', 'whole']).default('word'),
  replacement: textReplacementSchema
    .default({ kind: 'mask-token' })
    .describe('what stands in for a masked part'),
  absent: absentSchema,
})

export type TextModality = z.output<typeof textModalitySchema>

/** What a screen shows of a case. */
const preview = z.object({
  kind: z.literal('text'),
  modality: z.string(),
  text: z.string(),
  segments: z.array(z.string()).describe('the parts, in reading order'),
  tokenCount: z.number(),
  cut: z
    .object({ side: z.enum(['start', 'end']), tokens: z.number(), length: z.number() })
    .nullable()
    .describe('null when the whole text is there; else the side that was cut off'),
})

export const textKind: SharedKind<typeof textModalitySchema, typeof preview> = {
  schema: textModalitySchema,
  preview,
  description: {
    sentence: 'a report: words of a cell or of a text file, as token ids',
    place: ({ source: { as, column, folder } }) =>
      as === 'text'
        ? { lies: 'in-cell', column }
        : { lies: 'in-file', column, ...(folder === undefined ? {} : { folder }) },
    columns: ({ name, source }) => sourceColumn(name, source.column),
    inputs: ({ input, attentionMask, tokenTypeIds }) => [
      { key: 'input', input, makes: 'ids' },
      ...flags('attentionMask', attentionMask),
      ...flags('tokenTypeIds', tokenTypeIds),
    ],
    groups: none,
    attributes: none,
    tokenizer: ({ tokenizer }) => tokenizer,
    problems: ({ padToken, padId }) =>
      padToken !== undefined && padId !== undefined
        ? [{ path: ['padId'], expected: 'either padToken or padId, not both' }]
        : [],
    partNames: 'words',
    partWords: ({ parts }) => (parts === 'whole' ? 'the whole text' : `one ${parts} at a time`),
  },
}

function flags(key: string, input: string | undefined): FedInput[] {
  return input === undefined ? [] : [{ key, input, makes: 'flags' }]
}
