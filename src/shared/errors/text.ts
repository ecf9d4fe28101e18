import { entry } from './entry'

type Where = Readonly<{ caseId: string; modality: string }>

const padAdvice =
  'Set padToken (or padId) of the text modality to what filled up short texts in the training: often the end-of-text token. ' +
  'A model with a free text length needs none.'

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
  'text/tokenizer-slow': entry<{ file: string; seconds: number }>(
    'input',
    (d) => `The tokenizer ${d.file} gave no answer within ${d.seconds} s and was stopped.`,
    'Look at the patterns of its normalizer and pre_tokenizer: one may try the same text again and again. Save the tokenizer anew.',
  ),
  'text/tokenizer-memory': entry<{ file: string; memoryBytes: number }>(
    'input',
    (d) =>
      `The tokenizer ${d.file} needed ${(d.memoryBytes / 2 ** 30).toFixed(1)} GiB for one text and was stopped.`,
    'Look at its normalizer: it may make a text longer and longer. Save the tokenizer anew.',
  ),
  'text/tokenizer-ended': entry<{ file: string; why: string }>(
    'environment',
    (d) => `The process that the tokenizer ${d.file} worked in ended (${d.why}).`,
    'Save the tokenizer anew with the Hugging Face library; a signal may also mean that the system had no memory left.',
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
    padAdvice,
  ),
  'text/needs-pad-token': entry<{ modality: string; file: string; length: number }>(
    'input',
    (d) =>
      `${d.modality}: texts are padded to ${d.length} tokens, but the tokenizer ${d.file} has no padding token.`,
    padAdvice,
  ),
  'text/no-such-token': entry<{ modality: string; file: string; token: string }>(
    'input',
    (d) => `${d.modality}: padToken is ${d.token}, which is no token of ${d.file}.`,
    'Write it as the tokenizer does, or give its number as padId.',
  ),
  'text/not-encoded': entry<Where & { file: string }>(
    'input',
    (d) => `Case ${d.caseId}, ${d.modality}: the tokenizer ${d.file} cannot encode the text.`,
    'It may have no token for unknown characters; try the text in Python with the same file.',
  ),
  'text/cut': entry<Where & { side: 'start' | 'end'; tokens: number; length: number }>(
    'notice',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: the text was cut at its ${d.side} from ${d.tokens} to ${d.length} tokens.`,
    'What was cut off has no part in the figures. A larger length, where the model allows it, keeps it.',
  ),
  'text/cuts': entry<{
    modality: string
    side: 'start' | 'end'
    length: number
    count: number
    total: number
  }>(
    'notice',
    (d) =>
      `${d.modality}: ${d.count} of ${d.total} texts ${d.count === 1 ? 'is' : 'are'} cut at the ${d.side} to ${d.length} tokens.`,
    'What is cut off has no part in the figures. A larger length, where the model allows it, keeps it; the side is that of the tokenizer.',
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
