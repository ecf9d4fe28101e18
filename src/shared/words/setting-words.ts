/** In what the settings of two runs differ, in words. */
import type { RunSettings } from '../study/run-settings'

export interface SettingDifference {
  readonly setting: string
  readonly from: string
  readonly to: string
}

const titles: Readonly<Record<keyof RunSettings, string>> = {
  aggregation: 'leading aggregation',
  seed: 'seed',
  cases: 'cases',
  adaptive: 'end early',
  path: 'path',
  batchSize: 'masks per batch',
  threads: 'threads',
  workers: 'cases at once',
  device: 'device',
  responseFloor: 'response floor',
  collapseThreshold: 'collapse threshold',
  resamples: 'resamples',
}

/** One entry per setting that differs, in the order of the format. */
export function settingDifferences(from: RunSettings, to: RunSettings): SettingDifference[] {
  const keys = Object.keys(titles) as (keyof RunSettings)[]
  return keys.flatMap((key) => {
    const [before, now] = [settingWords(key, from), settingWords(key, to)]
    return before === now ? [] : [{ setting: titles[key], from: before, to: now }]
  })
}

/** seed 7 -> 8; cases: all -> first 20. */
export function differenceWords({ setting, from, to }: SettingDifference): string {
  return `${setting}: ${from} \u2192 ${to}`
}

function settingWords(key: keyof RunSettings, settings: RunSettings): string {
  if (key === 'cases') return caseWords(settings.cases)
  if (key === 'adaptive') return adaptiveWords(settings.adaptive)
  const value = settings[key]
  return value === undefined ? 'as usual' : String(value)
}

function caseWords({ split, first, ids }: RunSettings['cases']): string {
  const words = [
    ...(first === undefined ? [] : [`first ${first}`]),
    ...(split === undefined ? [] : [`split ${split.join(', ')}`]),
    ...(ids === undefined ? [] : [`${ids.length} chosen`]),
  ]
  return words.length === 0 ? 'all' : words.join(' of ')
}

function adaptiveWords(adaptive: RunSettings['adaptive']): string {
  if (adaptive === null) return 'no'
  const { tolerance, minCases, blockSize } = adaptive
  return `at \u00b1 ${tolerance}, after ${minCases} cases or more, looks every ${blockSize}`
}
