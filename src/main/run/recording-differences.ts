/** Recordings of a modality that are not alike, in place of a sentence for each of them. */
import type { RecordingFacts } from '@shared/recording'
import type { Notice } from '@shared/notice'

export interface RecordingSum {
  /** Takes what is known of the next recording; the first is what the others are compared with. */
  readonly add: (modality: string, caseId: string, recording: RecordingFacts) => void
  /** Those that have recordings. */
  readonly modalities: () => readonly string[]
  /** One notice per modality and kind of difference. */
  readonly end: () => Notice[]
}

/** What the model takes without a word, though it stands for something else than in the first case. */
type Difference = 'number' | 'order' | 'names' | 'units' | 'rate'

interface DifferenceCount {
  readonly exampleId: string
  readonly example: string
  count: number
}

interface Seen {
  readonly firstId: string
  readonly first: RecordingFacts
  total: number
  readonly differences: Map<Difference, DifferenceCount>
}

/** What differs, and what to do about it. */
const words: Readonly<Record<Difference, { readonly what: string; readonly advice: string }>> = {
  number: {
    what: 'the number of leads',
    advice: 'name the leads that the model takes in source.leads',
  },
  order: {
    what: 'the order of the leads',
    advice: 'give source.leads, by which they are put in one order',
  },
  names: {
    what: 'the names of the leads',
    advice: 'name the leads that the model takes in source.leads',
  },
  units: { what: 'the units', advice: 'bring the files to one unit' },
  rate: {
    what: 'samples per second',
    advice: 'add a step resample, so that a window has one length in time',
  },
}

/** Rates are written with few digits. */
const rounding = 1e-3
/** Names in a sentence; a recording of the brain has some dozens of leads. */
const mostNames = 12

/** Compares the recordings of each modality in the order in which they are added; keeps the first and counts. */
export function createRecordingSum(): RecordingSum {
  const modalities = new Map<string, Seen>()
  return {
    add: (modality, caseId, recording) => {
      const seen = modalities.get(modality) ?? {
        ...{ firstId: caseId, first: recording, total: 0 },
        differences: new Map<Difference, DifferenceCount>(),
      }
      modalities.set(modality, seen)
      seen.total += 1
      for (const what of differencesOf(seen.first, recording)) {
        const known = seen.differences.get(what)
        if (known !== undefined) known.count += 1
        else seen.differences.set(what, { exampleId: caseId, example: inWords(what, recording), count: 1 })
      }
    },
    modalities: () => [...modalities.keys()],
    end: () => [...modalities].flatMap(([modality, seen]) => toNotices(modality, seen)),
  }
}

function toNotices(modality: string, { firstId, first, total, differences }: Seen): Notice[] {
  return [...differences].map(([what, { exampleId, example, count }]) => ({
    code: 'signal/cases-differ',
    details: {
      ...{ modality, ...words[what], count, total, firstId, exampleId },
      firstHas: inWords(what, first),
      exampleHas: example,
    },
    modality,
  }))
}

/** Of the leads the first that is found, for it makes the others; and the rate. */
function differencesOf(one: RecordingFacts, other: RecordingFacts): Difference[] {
  const rate: Difference[] = isSameRate(one.hz, other.hz) ? [] : ['rate']
  const [names, otherNames] = [namesOf(one), namesOf(other)]
  if (one.leadCount !== other.leadCount) return ['number', ...rate]
  if (names.join('\n') !== otherNames.join('\n')) {
    const isOrder = names.toSorted().join('\n') === otherNames.toSorted().join('\n')
    return [isOrder ? 'order' : 'names', ...rate]
  }
  const isSameUnit = unitsOf(one).join('\n') === unitsOf(other).join('\n')
  return isSameUnit ? rate : ['units', ...rate]
}

function isSameRate(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other
  return Math.abs(one / other - 1) <= rounding
}

function inWords(what: Difference, recording: RecordingFacts): string {
  switch (what) {
    case 'number':
      return String(recording.leadCount)
    case 'order':
    case 'names':
      return listed(namesOf(recording), 'no names')
    case 'units':
      return listed(
        unitsOf(recording).map((unit) => (unit === '' ? 'none' : unit)),
        'none',
      )
    case 'rate':
      return recording.hz === null ? 'none' : String(Number(recording.hz.toPrecision(6)))
  }
}

function listed(words: readonly string[], nothing: string): string {
  if (words.length === 0) return nothing
  return [...words.slice(0, mostNames), ...(words.length > mostNames ? ['...'] : [])].join(', ')
}

function namesOf({ leads }: RecordingFacts): string[] {
  return leads.map(({ name }) => name)
}

function unitsOf({ leads }: RecordingFacts): string[] {
  return leads.map(({ unit }) => unit)
}
