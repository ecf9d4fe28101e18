import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { formatEntries, topicTitles, type FormatEntry } from '../../../src/main/dataset/format-entries'

const document = resolve(import.meta.dirname, '../../../docs/study-keys.md')

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const code = (text: string): string => (text === '' ? '' : `\`${cell(text)}\``)

function toSection({ topic, name, kinds, sentence, keys }: FormatEntry): string[] {
  const of = topic === 'kind' || kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
  const rows = keys.map(
    (one) =>
      `| ${code(one.key)} | ${cell(one.takes)} | ${one.isNeeded ? 'needed' : code(one.fallback ?? '')} | ${cell(one.sentence)} |`,
  )
  const table =
    rows.length === 0 ? [] : ['', '| key | takes | default | what |', '| --- | --- | --- | --- |', ...rows]
  return [`### ${code(name)}${of}`, '', sentence, ...table, '']
}

it('docs/study-keys.md lists every key as the schema has it (npm run docs:keys writes it)', async () => {
  const entries = formatEntries()
  const topics = [...new Set(entries.map(({ topic }) => topic))]
  const text = [
    '# Keys of a study file',
    '',
    'Generated from the schemas; `modalens explain` prints the same. [study-format.md](study-format.md) explains how they go together.',
    '',
    ...topics.flatMap((topic) => [
      `## ${topicTitles[topic]}`,
      '',
      ...entries.filter((one) => one.topic === topic).flatMap(toSection),
    ]),
  ].join('\n')
  await expect(`${text.trimEnd()}\n`).toMatchFileSnapshot(document)
})

it('every entry says what it is', () => {
  expect(formatEntries().filter(({ sentence }) => sentence === '')).toEqual([])
})
