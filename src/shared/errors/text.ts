import { entry } from './entry'

type Where = Readonly<{ caseId: string; modality: string }>

export const textErrors = {
  'text/tokenizer-not-found': entry<{ file: string }>(
    'input',
    (d) => `The tokenizer ${d.file} could not be opened.`,
    'Check tokenizer of the text modality; the path is relative to the study file.',
  ),
  'text/tokenizer-too-large': entry<{ file: string; sizeBytes: number; limitBytes: number }>(
    'input',
    (d) => `The tokenizer ${d.file} has ${d.sizeBytes} bytes; the limit is ${d.limitBytes}.`,
    'Is this the tokenizer.json of the model?',
  ),
  'text/not-a-tokenizer': entry<{ file: string; reason: string }>(
    'input',
    (d) => `${d.file} is not a tokenizer this version can use: ${d.reason}.`,
    'Save it with tokenizer.save("tokenizer.json") of the Hugging Face library.',
  ),
  'text/no-tokenizer': entry<{ modality: string }>(
    'input',
    (d) => `${d.modality} is a text but no tokenizer was loaded for it.`,
    'Set tokenizer of the modality.',
  ),
  'text/empty': entry<Where>(
    'input',
    (d) => `Case ${d.caseId}, ${d.modality}: the text has no words.`,
    'Leave the case out, or check the column of the text.',
  ),
  'text/length': entry<Where & { length: number; specialTokens: number }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: a length of ${d.length} tokens leaves no room beside ${d.specialTokens} special tokens.`,
    'Set a larger length of the text modality.',
  ),
  'text/no-pad-token': entry<Where & { length: number; tokens: number }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: ${d.tokens} tokens should be padded to ${d.length}, but the tokenizer has no padding token.`,
    'Save the tokenizer with a padding token, or use a model with a free text length.',
  ),
  'text/format': entry<{ file: string; format: string }>(
    'input',
    (d) => `${d.file} is ${d.format}; a report is read from plain text only.`,
    'Save it as .txt in UTF-8, and check that the whole report is in it.',
  ),
  'text/not-text': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is no text: it holds bytes that no text in UTF-8, UTF-16 or Windows-1252 has.`,
    'Save it as .txt in UTF-8.',
  ),
  'text/encoding': entry<{ file: string; encoding: string }>(
    'notice',
    (d) => `${d.file} does not say how its letters are encoded; it was read as ${d.encoding}.`,
    'Look at umlauts and accents in the text; saving it in UTF-8 settles the question.',
  ),
}
