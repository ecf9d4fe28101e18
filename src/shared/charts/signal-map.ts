/** Beside the flow: leads over time, with the effect of their windows as coloured ground. */
import type { EChartsOption, LineSeriesOption } from 'echarts'
import { toColour, type ColourScale } from './colour-scale'
import { toPatchMap, type PatchCell } from './patch-map'
import type { GridLayout } from '../part'
import { leadName, type RecordingFacts } from '../recording'
import type { ChartTheme } from './theme'

/** A recording: [leads, samples], lead by lead. */
export interface ShownSignal {
  readonly leads: number
  readonly samples: number
  readonly values: Float32Array
  /** Names of the leads; those that are missing are counted. */
  readonly names: readonly string[]
  /** Samples per second; null where the axis counts samples. */
  readonly hz: number | null
}

export interface WindowEffects {
  readonly layout: GridLayout
  /** Leads that are masked, from 0; absent where all are. */
  readonly masked?: readonly number[] | undefined
  /** By part. */
  readonly values: readonly number[]
  readonly scale: ColourScale
}

/** A line has no more points than a screen has pixels. */
const mostPoints = 1500
/** How strongly a full effect covers the ground. */
const strongestCover = 0.75

/** Of a lead, and of all of them at most. */
const bands = { report: { one: 34, all: 420 }, page: { one: 72, all: 560 } } as const

/** Height of a chart of so many leads, in points or pixels. */
export function signalHeight(leads: number, on: keyof typeof bands = 'report'): number {
  const { one, all } = bands[on]
  return 46 + Math.max(60, Math.min(all, one * leads))
}

/** Names and rate that a run has kept of a recording. */
export function shownNames(recording: RecordingFacts | undefined): Pick<ShownSignal, 'names' | 'hz'> {
  return { names: recording?.leads.map(({ name }) => name) ?? [], hz: recording?.hz ?? null }
}

/** One band for each lead, all on one scale of values; without `effects` the lines alone. */
export function signalMapOption(
  signal: ShownSignal,
  effects: WindowEffects | null,
  theme: ChartTheme,
): EChartsOption {
  const { leads, samples, hz } = signal
  const toTime = (sample: number): number => (hz === null ? sample : sample / hz)
  const label = { color: theme.quietText, fontFamily: theme.fontFamily, fontSize: theme.fontSize }
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: { left: 56, right: 12, top: 6, bottom: 38 },
    xAxis: {
      type: 'value',
      min: 0,
      max: toTime(samples),
      name: hz === null ? 'sample' : 'seconds',
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: label,
      // The first lead is at the top: zero of the bands is not where time stands.
      axisLine: { onZero: false, lineStyle: { color: theme.axis } },
      splitLine: { lineStyle: { color: theme.grid } },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: leads,
      interval: 1,
      inverse: true,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.grid } },
      // The name of a lead stands at the upper edge of its band.
      axisLabel: { ...label, formatter: (band: number) => nameOf(signal, band), verticalAlign: 'top' },
    },
    series: [...grounds(signal, effects, toTime, theme), ...lines(signal, toTime, theme)],
  }
}

function nameOf({ leads, names }: ShownSignal, band: number): string {
  return band < leads ? leadName(names, band) : ''
}

/** Rectangles of the windows: over all bands, over those of a channel group, or over that of one lead. */
function grounds(
  { leads }: ShownSignal,
  effects: WindowEffects | null,
  toTime: (sample: number) => number,
  theme: ChartTheme,
): LineSeriesOption[] {
  if (effects === null) return []
  const { layout, values, scale, masked } = effects
  const { cells, height } = toPatchMap(layout, values)
  const bands = height === 0 ? 1 : leads / height
  const group = masked === undefined || layout.dims.length > 1 ? null : runsOf(masked)
  const areas = ({ left, width, top, height: rows, value }: PatchCell) => {
    const { red, green, blue, alpha } = toColour(value, scale, theme)
    const itemStyle = { color: `rgb(${red}, ${green}, ${blue})`, opacity: strongestCover * alpha }
    return (group ?? [[top * bands, (top + rows) * bands] as const]).map(
      ([from, to]) =>
        [
          { xAxis: toTime(left), yAxis: from, itemStyle, name: value.toPrecision(3) },
          { xAxis: toTime(left + width), yAxis: to },
        ] as [object, object],
    )
  }
  return [
    {
      type: 'line',
      data: [],
      silent: true,
      markArea: { silent: true, label: { show: false }, data: cells.flatMap(areas) },
    },
  ]
}

/** Leads beside each other are one rectangle: [first, behind the last]. */
function runsOf(leads: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const lead of leads.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last?.[1] === lead) last[1] = lead + 1
    else runs.push([lead, lead + 1])
  }
  return runs
}

function lines(
  signal: ShownSignal,
  toTime: (sample: number) => number,
  theme: ChartTheme,
): LineSeriesOption[] {
  const { leads, samples, values } = signal
  const [low, high] = rangeOf(values)
  const height = high > low ? high - low : 1
  return Array.from({ length: leads }, (_, lead): LineSeriesOption => {
    const own = values.subarray(lead * samples, (lead + 1) * samples)
    return {
      type: 'line',
      name: nameOf(signal, lead),
      silent: true,
      symbol: 'none',
      lineStyle: { color: theme.text, width: 1 },
      // 5 % of a band stay free above and below.
      data: thinned(own).map(([sample, value]) => [
        toTime(sample),
        lead + 0.95 - (0.9 * (value - low)) / height,
      ]),
    }
  })
}

function rangeOf(values: Float32Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}

/** The lowest and the highest sample of every piece, in their order, so that no spike is lost. */
export function thinned(values: Float32Array): [sample: number, value: number][] {
  const points = [...values.entries()]
  if (points.length <= mostPoints) return points
  const piece = Math.ceil((2 * points.length) / mostPoints)
  const kept: [number, number][] = []
  for (let start = 0; start < points.length; start += piece) {
    const own = points.slice(start, start + piece).toSorted(([, a], [, b]) => a - b)
    const ends = [own[0], own.at(-1)].filter((one) => one !== undefined)
    kept.push(...ends.toSorted(([a], [b]) => a - b))
  }
  return kept
}
