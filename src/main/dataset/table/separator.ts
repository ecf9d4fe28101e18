/** Which character separates the cells of a table. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { separators, type Separator } from './table'

const sampledRows = 50
const sampledCharacters = 2 ** 20

interface Candidate {
  readonly separator: Separator
  /** How often it stands in the header row, outside of quotes. */
  readonly headerCount: number
  /** True when every sampled row has it as often as the header. */
  readonly isSteady: boolean
  /** How many rows have it, and all as often. */
  readonly alike: number
}

/**
 * Finds the separator over the first rows: one that every row has as often as the header wins; then, for tables with titles above or a
 * footer below, the one that most rows have equally often, and of those the one the header has most of.
 * A table of one column has none; a comma stands for it. Errors: table/separator when two fit equally well.
 */
export function findSeparator(text: string, file: string): Separator {
  const rows = countSeparators(text.slice(0, sampledCharacters))
  const candidates = separators
    .map((separator, index) =>
      toCandidate(
        separator,
        rows.map((counts) => at(counts, index)),
      ),
    )
    .filter(({ alike }) => alike > 0)
  const steady = candidates.filter(({ isSteady, headerCount }) => isSteady && headerCount > 0)
  const mostAlike = Math.max(...candidates.map(({ alike }) => alike))
  const fitting = steady.length > 0 ? steady : candidates.filter(({ alike }) => alike === mostAlike)
  const [best, next] = fitting.toSorted((a, b) => b.headerCount - a.headerCount)
  if (best !== undefined && next !== undefined && next.headerCount === best.headerCount) {
    throw new AppError('table/separator', { file, separators: [best, next].map(toWord) })
  }
  return best?.separator ?? ','
}

function toWord({ separator }: Candidate): string {
  return separator === '\t' ? 'tab' : separator
}

function toCandidate(separator: Separator, counts: readonly number[]): Candidate {
  const headerCount = counts[0] ?? 0
  const rowsByCount = new Map<number, number>()
  for (const count of counts.filter((one) => one > 0)) {
    rowsByCount.set(count, (rowsByCount.get(count) ?? 0) + 1)
  }
  return {
    separator,
    headerCount,
    isSteady: counts.every((count) => count === headerCount),
    alike: Math.max(0, ...rowsByCount.values()),
  }
}

/** Counts per row that is not empty; the last row of a sample that was cut off is left out. */
function countSeparators(text: string): number[][] {
  const rows: number[][] = []
  let isQuoted = false
  let start = 0
  let counts = separators.map(() => 0)
  for (let place = 0; place <= text.length && rows.length < sampledRows; place += 1) {
    const one = text[place] ?? '\n'
    if (one === '"') isQuoted = !isQuoted
    const isEnd = (one === '\n' || one === '\r') && !isQuoted
    if (isEnd) {
      const isCutOff = place === sampledCharacters
      if (place > start && !isCutOff) rows.push(counts)
      counts = separators.map(() => 0)
      start = place + 1
    } else if (!isQuoted) {
      const index = separators.findIndex((separator) => separator === one)
      if (index >= 0) counts[index] = at(counts, index) + 1
    }
  }
  return rows
}
