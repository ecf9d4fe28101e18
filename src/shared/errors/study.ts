import { entry } from './entry'

export const studyErrors = {
  'study/no-such-word': entry<{ name: string; known: readonly string[]; nearest: string | null }>(
    'input',
    (d) =>
      `The study format has no kind, form of parts, step, replacement, encoding or section ${d.name}${d.nearest === null ? '' : ` (did you mean ${d.nearest}?)`}.`,
    (d) => `Known are ${d.known.join(', ')}.`,
  ),
  'study/not-found': entry<{ file: string }>(
    'input',
    (d) => `The study file ${d.file} cannot be read.`,
    'Check the path. "modalens init MODEL.onnx --data TABLE.csv" drafts a new study.',
  ),
  'study/invalid': entry<{
    file: string
    line: number
    key: string
    expected: string
    others: readonly string[]
  }>(
    'input',
    (d) =>
      [
        `${d.file}, line ${d.line}${d.key === '' ? '' : `, ${d.key}`}: expected ${d.expected}.`,
        ...d.others,
      ].join('\n'),
    'docs/study-format.md explains every key.',
  ),
  'study/not-yaml': entry<{ file: string; line: number }>(
    'input',
    (d) => `${d.file} is not YAML from line ${d.line} on, so a single setting of it cannot be changed.`,
    'Mend that line in the text, or undo the last change.',
  ),
  'study/not-json': entry<{ key: string }>(
    'input',
    (d) => `${d.key} can only be a text, a number, true, false, null, or lists and mappings of these.`,
    'Choose such a value.',
  ),
  'study/no-place': entry<{ key: string }>(
    'input',
    (d) => `The study file has no place for ${d.key === '' ? 'a value without a key' : d.key}.`,
    'What stands above it is no mapping, a shorter list, or written once for several places; change it in the text.',
  ),
  'study/not-a-study-file': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is not named like a study file, and is neither set up nor written to.`,
    'Study files end in .yaml or .yml.',
  ),
}
