/** Words of the page of a run. */
import type { RunAbout } from '@shared/run-about'
import { differenceWords } from '@shared/words/setting-words'
import { titleOf } from '@shared/words/device-titles'
import type { LiveRun } from './live-run'

const states = {
  opening: 'Opening the run …',
  queued: 'Waiting in the queue',
  running: 'Running',
  elsewhere: 'Running in another process',
  finished: 'Finished',
  cancelled: 'Cancelled',
  paused: 'Paused',
  interrupted: 'Interrupted',
  failed: 'Stopped',
} as const

/** The state, in place of which a broken line is told. */
export function titleWords(state: LiveRun['state'], faultCode: string | null): string {
  if (faultCode === null) return states[state]
  if (faultCode === 'run/not-found') return 'No such run'
  return faultCode.startsWith('engine/') ? 'No connection' : 'This run cannot be followed'
}

/** model.onnx, split test, pooled, seed 7. */
export function settingsWords({ summary, settings }: RunAbout): string {
  const { split, first } = settings.cases
  return [
    summary.modelName,
    ...(split === undefined ? [] : [`split ${split.join(', ')}`]),
    ...(first === undefined ? [] : [`first ${first}`]),
    settings.aggregation,
    `seed ${settings.seed}`,
  ].join(' · ')
}

/** differs from 20261128-... in seed: 0 → 8; null for a run that was made from no other. */
export function changeWords({ changedFrom }: RunAbout): string | null {
  if (changedFrom === undefined) return null
  const { differences } = changedFrom
  return differences.length === 0 ? 'in no setting' : `in ${differences.map(differenceWords).join('; ')}`
}

/** Where it is computed, for the line at the foot. */
export function deviceLine({ phases }: Pick<LiveRun, 'phases'>): string {
  const facts = Object.assign({}, ...phases.map((one) => one.facts)) as LiveRun['phases'][number]['facts']
  if (facts.device === undefined) return ''
  const workers = facts.workers ?? 1
  return `${titleOf(facts.device)}, path ${facts.path ?? ''}${workers > 1 ? `, ${workers} cases at once` : ''}`
}
