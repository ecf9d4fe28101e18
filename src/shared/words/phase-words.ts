/** The phases of a run in words, for terminal and page. */
import { titleOf } from './device-titles'
import type { PhaseTime, RunPhase } from '../run-phases'

export const phaseTitles: Readonly<Record<RunPhase, string>> = {
  model: 'Model',
  data: 'Data',
  device: 'Device',
  path: 'Path check',
  cases: 'Cases',
  summary: 'Summary',
}

/** What came of a phase, or what it does; empty where nothing is known. */
export function phaseFacts({ phase, facts }: PhaseTime): string {
  const { parameters, cases, device, path, workers, largestDifference } = facts
  if (phase === 'model') return parameters === undefined ? 'read' : `read, ${parameterWords(parameters)}`
  if (phase === 'data') return cases === undefined ? 'read' : `${cases.toLocaleString('en')} cases`
  if (phase === 'device') return device === undefined ? '' : titleOf(device)
  if (phase === 'path') return pathFacts(path, workers, largestDifference) + notTriedWords(facts.notTried)
  return phase === 'cases' ? '' : 'intervals'
}

/** 0.9 s, 11 s, 5 min 04 s, 2 h 05 min. */
export function secondsWords(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${two(whole % 60)} s`
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

/** Time: model 0.9 s, data 6.0 s, ...; empty where no phase ended. */
export function phaseLine(phases: readonly PhaseTime[]): string {
  const words = phases.flatMap(({ phase, seconds }) =>
    seconds === null ? [] : [`${phaseTitles[phase].toLowerCase()} ${secondsWords(seconds)}`],
  )
  return words.length === 0 ? '' : `Time: ${words.join(', ')}`
}

function parameterWords(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} M parameters`
  return `${count.toLocaleString('en')} parameters`
}

/** Why a path that may be faster was passed over. */
function notTriedWords(notTried: PhaseTime['facts']['notTried'] = []): string {
  return notTried.length === 0 ? '' : `; run too short to try ${notTried.join(', ')}`
}

function pathFacts(path: PhaseTime['facts']['path'], workers = 1, difference: number | null = null): string {
  if (path === undefined) return 'compares with one pass per mask'
  const equal =
    difference === null ? '' : difference === 0 ? ', equal' : `, equal to ${difference.toExponential(0)}`
  return `${path}${equal}${workers > 1 ? `; ${workers} cases at once` : ''}`
}
