/** What an interval rests on, or why there is none, in words (method.md section 6). */
import type { DatasetContribution, Interval, IntervalNote } from '../contribution'

/** A share with its interval, as modalities and attributes have them. */
export interface WithInterval {
  readonly contribution: number
  readonly interval: Interval | null
  readonly intervalNote: IntervalNote | null
  readonly effectivePatients: number | null
}

/** A share that small may be one that only patients have who were not drawn. */
const smallShare = 0.05

/** Of fewer nothing is said of those that were not drawn: 3 of 2 is no share. */
const fewestPatients = 5

const shownNames = 6

const words: Readonly<Record<Exclude<IntervalNote, 'approximate'>, string>> = {
  'too-few-patients': 'too few patients',
  'no-response-seen': 'no response seen',
  'nothing-else-responds': 'nothing else responds',
  'patients-do-not-differ': 'patients do not differ',
  'one-patient-carries': 'one patient carries the response',
  'nothing-responds': 'nothing responds',
  'only-modality': 'the only modality',
}

/** The note of one interval; empty where it needs none. */
export function noteWords({ intervalNote, effectivePatients }: WithInterval): string {
  if (intervalNote === null) return ''
  if (intervalNote !== 'approximate') return words[intervalNote]
  return `approximate: it rests on about ${Math.max(1, Math.round(effectivePatients ?? 0))} patients`
}

/** The note of an interval that does not say how many patients it rests on. */
export function intervalNoteWords(note: IntervalNote): string {
  return note === 'approximate' ? 'approximate: few patients' : words[note]
}

/** Sentences below a table or chart of shares: the notes of the intervals, and what no interval shows. */
export function intervalSentences(
  named: readonly (readonly [name: string, one: WithInterval])[],
  { patientCount, intervalMethod }: Pick<DatasetContribution, 'patientCount' | 'intervalMethod'>,
): string[] {
  if (intervalMethod === 'bootstrap') return []
  const groups = new Map<string, string[]>()
  for (const [name, one] of named) {
    const key = sentenceEnd(one)
    if (key !== '') groups.set(key, [...(groups.get(key) ?? []), name])
  }
  const notes = [...groups].map(([end, names]) => `${listNames(names)}: ${end}`)
  const small = named.filter(([, one]) => one.contribution < smallShare).map(([name]) => name)
  return small.length === 0 || patientCount < fewestPatients
    ? notes
    : [...notes, rareSentence(small, patientCount)]
}

/** Over 20 intervals some miss by chance alone. */
export function exploratoryWords({ exploratory }: Pick<DatasetContribution, 'exploratory'>): string[] {
  if (!exploratory) return []
  return [
    'Exploratory: more than 20 intervals stand here. Each holds by itself; taken together, some miss by chance.',
  ]
}

const advice: Partial<Readonly<Record<IntervalNote, string>>> = {
  'too-few-patients': 'no interval below 5.',
  'patients-do-not-differ': 'no interval; look for duplicates among the cases.',
  'one-patient-carries': 'no interval.',
  'no-response-seen':
    'the interval assumes that a patient not yet seen could give it all of an average response.',
  'nothing-else-responds':
    'the interval assumes that a patient not yet seen could give the others all of an average response.',
  'only-modality': 'its share is 1 whatever the patients say, so it has no interval.',
}

function sentenceEnd(one: WithInterval): string {
  const { intervalNote } = one
  if (intervalNote === null || intervalNote === 'nothing-responds') return ''
  const note = noteWords(one)
  return intervalNote === 'approximate'
    ? `the interval is ${note}.`
    : `${note}; ${advice[intervalNote] ?? ''}`
}

function rareSentence(names: readonly string[], patientCount: number): string {
  const share = Math.min(1, 3 / patientCount)
  return `Under ${smallShare} (${listNames(names)}): a response that only few patients have may be missing. Under ${percent(share)} of the patients (3 of ${patientCount}) may respond though none of the drawn did.`
}

/** As many names as stay readable. */
function listNames(names: readonly string[]): string {
  if (names.length <= shownNames) return names.join(', ')
  return `${names.slice(0, shownNames).join(', ')} and ${names.length - shownNames} more`
}

/** Two digits: 1.9 %, 25 %. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`
}
