import { entry } from './entry'

export const studyErrors = {
  'study/not-found': entry<{ file: string }>(
    'input',
    (d) => `The study file ${d.file} cannot be read.`,
    'Check the path. "modalens init MODEL.onnx --data TABLE.csv" drafts a new study.',
  ),
  'study/invalid': entry<{ file: string; line: number; key: string; expected: string; more: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}${d.key === '' ? '' : `, ${d.key}`}: expected ${d.expected}.` +
      (d.more > 0 ? ` (and ${d.more} more ${d.more === 1 ? 'problem' : 'problems'})` : ''),
    'docs/study-format.md explains every key.',
  ),
}
