/** Demo: the report of a case, its vocabulary and its tokenizer. */
import type { DemoCase } from './nodule-case'

/** Some words say something, most do not, as in every report. */
export function writeReport(one: DemoCase): string {
  const finding = one.noduleRadius > 0 ? 'Pulmonary nodule' : 'Small opacity'
  return `CT of the chest. ${finding} with ${one.margin} margin, ${one.course} since last year. Patient ${one.complaint} at rest.`
}

const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const

const words = [
  'ct',
  'of',
  'the',
  'chest',
  '.',
  ',',
  'pulmonary',
  'nodule',
  'small',
  'opacity',
  'with',
  'spiculated',
  'smooth',
  'margin',
  'growing',
  'stable',
  'since',
  'last',
  'year',
  'patient',
  'breathless',
  'comfortable',
  'at',
  'rest',
] as const

/** All tokens by id. */
export const vocabulary: readonly string[] = [...special, ...words]

/** Tokens per text: the longest report fits with its special tokens. */
export const textLength = 24

/** A tokenizer.json of whole words, lower case, in the format of Hugging Face. */
export function tokenizerJson(): Record<string, unknown> {
  const token = (id: number): Record<string, unknown> => ({
    id,
    content: vocabulary[id] ?? '',
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((_, id) => token(id)),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  }
}
