/** Which values are black and white on the screen. */
import type { Percentiles, ValueWindow } from '@shared/picture/value-window'

export interface DisplayWindow {
  readonly low: number
  readonly high: number
}

export interface WindowPreset extends DisplayWindow {
  readonly name: string
}

const around = (name: string, center: number, width: number): WindowPreset => ({
  name,
  low: center - width / 2,
  high: center + width / 2,
})

/** Of values in HU. */
const ctPresets: readonly WindowPreset[] = [
  around('Lung', -600, 1500),
  around('Soft tissue', 50, 400),
  around('Bone', 400, 1800),
  around('Brain', 40, 80),
  around('Liver', 70, 150),
]

/** What is known of the values of a picture. */
export interface ValueFacts {
  readonly unit: string
  /** Smallest and largest. */
  readonly range: readonly [number, number]
  /** Null until a slice has said it. */
  readonly percentiles: Percentiles | null
  /** That the file proposes. */
  readonly windows: readonly ValueWindow[]
}

/** There are no more keys. */
const mostPresets = 9

/** Windows on the keys 1 to 9: those of the file, for CT the usual ones, for other values those by percentiles, and all values. The first is shown until another is chosen. */
export function windowPresets({ unit, range, percentiles, windows }: ValueFacts): readonly WindowPreset[] {
  const [low, high] = range
  const usual = unit === 'HU' ? ctPresets : percentilePresets(percentiles)
  const own = [...usual, { name: 'All values', low, high }]
  const all = [...windows.slice(0, mostPresets - own.length), ...own]
  const isFirst = ({ low: from, high: to }: DisplayWindow): number =>
    all.findIndex((one) => one.low === from && one.high === to)
  return all.filter((one, index) => isFirst(one) === index)
}

/** None where most values are the same one, as of a mask. */
function percentilePresets(percentiles: Percentiles | null): readonly WindowPreset[] {
  if (percentiles === null) return []
  const [first, fifth, ninetyFifth, ninetyNinth] = percentiles
  const presets = [
    { name: '1-99 %', low: first, high: ninetyNinth },
    { name: '5-95 %', low: fifth, high: ninetyFifth },
  ]
  return presets.filter(({ low, high }) => high > low)
}

/** Moves a window by a drag over the whole picture: across for its width, down for its level. */
export function dragWindow(
  { low, high }: DisplayWindow,
  [least, most]: readonly [number, number],
  across: number,
  down: number,
): DisplayWindow {
  const range = Math.max(most - least, Number.EPSILON)
  const width = Math.max(range / 1000, high - low + across * range)
  const center = (low + high) / 2 + down * range
  return { low: center - width / 2, high: center + width / 2 }
}

/** As radiologists say it. */
export function windowWords({ low, high }: DisplayWindow): string {
  const number = (value: number): string => String(Number(value.toPrecision(4)))
  return `W ${number(high - low)} L ${number((low + high) / 2)}`
}
