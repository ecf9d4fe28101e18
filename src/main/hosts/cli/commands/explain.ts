import { AppError } from '@shared/errors'
import { formatEntries, topicTitles, type FormatEntry, type FormatKey } from '../../../dataset/format-entries'
import { nearestName } from '../../../dataset/nearest-name'
import type { CommandContext, GlobalOptions } from '../command-context'
import { toTable } from '../table'

/** Says what may stand in a study file: everything in a line each, or one name with its keys. Errors: study/no-such-word. */
export function explain(
  name: string | undefined,
  options: GlobalOptions,
  { terminal }: Pick<CommandContext, 'terminal'>,
): void {
  const entries = formatEntries()
  const found = name === undefined ? entries : entries.filter((one) => one.name === name)
  if (name !== undefined && found.length === 0) {
    const known = [...new Set(entries.map((one) => one.name))]
    throw new AppError('study/no-such-word', { name, known, nearest: nearestName(name, known) ?? null })
  }
  if (options.json === true) terminal.print(JSON.stringify(found, null, 2))
  else if (name === undefined) terminal.print(listAll(entries))
  else terminal.print(found.map(toPage).join('\n\n'))
}

function listAll(entries: readonly FormatEntry[]): string {
  const topics = [...new Set(entries.map(({ topic }) => topic))]
  const blocks = topics.map((topic) => {
    const rows = entries
      .filter((one) => one.topic === topic)
      .map(({ name, sentence, kinds }) => [name, sentence, topic === 'kind' ? '' : kinds.join(', ')])
    return `${topicTitles[topic]}\n${toTable(['name', 'what', ''], rows)}`
  })
  return [...blocks, 'Keys of one of them: modalens explain NAME'].join('\n\n')
}

function toPage({ topic, name, kinds, sentence, keys }: FormatEntry): string {
  const of = topic === 'kind' || kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
  const head = `${name}, ${topic}${of}: ${sentence}`
  if (keys.length === 0) return `${head}\nIt has no keys.`
  return `${head}\n${toTable(['key', 'takes', 'default', 'what'], keys.map(toRow))}`
}

function toRow({ key, takes, isNeeded, fallback, sentence }: FormatKey): string[] {
  return [key, takes, isNeeded ? 'needed' : (fallback ?? '-'), sentence]
}
