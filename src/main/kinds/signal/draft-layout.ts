/** Which axis of an input holds the leads, as far as names of axes, a file or the lengths say it. */
import type { Node } from 'yaml'
import type { SignalModality } from '@shared/kinds/signal'
import type { ModelValue } from '@shared/model'
import { guessed, toFillIn } from '../../dataset/draft-mark'
import { mostLeads } from './signal-input'

/** The first recording of a column. */
export interface SeenRecording {
  readonly column: string
  readonly file: string
  readonly leads: number
  /** False for an array: nothing says that its first axis is the leads. */
  readonly isNamed: boolean
}

type Dim = ModelValue['dims'][number]
interface Choice {
  /** Where the leads lie behind the batch. */
  readonly leadAxis: 0 | 1
  readonly why: string
}

const timeAxis = /^(t|time|times|timesteps?|steps?|samples?|frames?|seq|seq_?len(gth)?|sequence|length)$/i
const leadAxis = /^(c|ch|channels?|leads?|electrodes?)$/i

/** A guess with its reason; to be filled in where nothing tells leads from samples. */
export function draftLayout(dims: ModelValue['dims'], seen: SeenRecording | null): Node {
  if (dims.length === 2) return guessed('no-leads', 'one axis beside the batch')
  const axes: [Dim, Dim] = [dims[1] ?? null, dims[2] ?? null]
  const choice = byName(axes) ?? byFile(axes, seen) ?? byLengths(axes)
  if (choice === null)
    return toFillIn('leads-first or samples-first: nothing says which axis holds the leads')
  const layout: SignalModality['layout'] = choice.leadAxis === 0 ? 'leads-first' : 'samples-first'
  return guessed(layout, choice.why)
}

function byName(axes: readonly [Dim, Dim]): Choice | null {
  for (const place of [0, 1] as const) {
    const name = axes[place]
    if (typeof name !== 'string') continue
    if (timeAxis.test(name)) return { leadAxis: place === 0 ? 1 : 0, why: `the model calls an axis ${name}` }
    if (leadAxis.test(name)) return { leadAxis: place, why: `the model calls an axis ${name}` }
  }
  return null
}

function byFile(axes: readonly [Dim, Dim], seen: SeenRecording | null): Choice | null {
  if (seen === null || !seen.isNamed) return null
  const fitting = ([0, 1] as const).filter((place) => axes[place] === seen.leads)
  const [only] = fitting
  if (only === undefined || fitting.length > 1) return null
  return { leadAxis: only, why: `${seen.leads} ${seen.leads === 1 ? 'lead' : 'leads'} in ${seen.file}` }
}

/** Of two lengths the smaller is the leads; a single fixed one is, where it is small, for a model seldom fixes a short time. */
function byLengths([one, other]: readonly [Dim, Dim]): Choice | null {
  if (typeof one === 'number' && typeof other === 'number') {
    if (one === other) return null
    const why = `${Math.min(one, other)} leads, ${Math.max(one, other)} samples`
    return { leadAxis: one < other ? 0 : 1, why }
  }
  const place = typeof one === 'number' ? 0 : 1
  const fixed = place === 0 ? one : other
  if (typeof fixed !== 'number' || fixed > mostLeads) return null
  return { leadAxis: place, why: `${fixed} leads, the length that the model fixes` }
}
