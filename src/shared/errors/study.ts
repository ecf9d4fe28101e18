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
}
