/** Which labels cases have, against those that a study names: a slip in a name asks for what is nowhere. */
import type { ErrorData } from '@shared/errors'
import type { AskedLabel } from '@shared/run'
import type { StudyModality } from '@shared/study'

export interface SeenLabels {
  /** Takes the labels of one case, and what was noticed of it: a label that was lost on the way is there all the same. */
  readonly add: (
    labels: readonly { readonly name: string; readonly value: number | null }[],
    notices: readonly ErrorData[],
  ) => void
  /** Those that no case has; none where no case was seen. */
  readonly missing: (asked: readonly AskedLabel[]) => string[]
  readonly caseCount: () => number
}

export function createSeenLabels(): SeenLabels {
  const names = new Set<string>()
  const byValue = new Map<number, string>()
  let caseCount = 0
  return {
    add: (labels, notices) => {
      caseCount += 1
      for (const { name, value } of labels) {
        names.add(name)
        if (value !== null) byValue.set(value, name)
      }
      for (const lost of notices.flatMap(lostLabels)) names.add(lost)
    },
    missing: (asked) => {
      // Files that name values themselves may give two of them one name, which is stored with the smaller value alone.
      const isNamedByFile = asked.some(({ label, called }) => {
        const name = typeof label === 'number' ? byValue.get(label) : undefined
        return name !== undefined && name !== called
      })
      const isThere = ({ label, called }: AskedLabel): boolean =>
        names.has(called) || (typeof label === 'number' && (isNamedByFile || byValue.has(label)))
      return caseCount === 0 ? [] : asked.filter((one) => !isThere(one)).map(({ label }) => String(label))
    },
    caseCount: () => caseCount,
  }
}

function lostLabels({ code, details }: ErrorData): string[] {
  const { labels } = details
  const isLoss = code === 'labels/vanished' || code === 'labels/off-picture'
  return isLoss && Array.isArray(labels) ? labels.map(String) : []
}

/** What `only` lists, as the study calls it; null where all labels count. */
export function onlyLabels({ parts }: StudyModality): AskedLabel[] | null {
  if (typeof parts === 'string' || parts.kind !== 'labels' || parts.only === undefined) return null
  const { only, names } = parts
  return only.map((label) => {
    const called = typeof label === 'number' ? (names[String(label)] ?? `label ${label}`) : label
    return { label, called }
  })
}
