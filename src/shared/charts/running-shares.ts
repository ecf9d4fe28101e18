/** Beside the flow: m_i of a run that goes on, with the intervals at fewer patients as thin lines below each bar. */
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { Interval } from '../contribution'
import type { RunningFigures, RunningShares } from '../running-figures'
import { figureAxis, nameAxis, panel, shareAxis } from './share-axis'
import { seriesColour, type ChartTheme } from './theme'
import { whiskerSeries } from './whiskers'

/** An interval that the run had before, at fewer patients. */
export interface EarlierIntervals {
  readonly patients: number
  readonly intervals: readonly (Interval | null)[]
}

/** 0.548 [0.509, 0.588] ± 0.039; the share alone where there is no interval. */
export function shareFigure(share: number, interval: Interval | null): string {
  if (interval === null) return share.toFixed(3)
  const [low, high] = interval
  const half = ((high - low) / 2).toFixed(3)
  return `${share.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]  \u00b1 ${half}`
}

/** Picks what earlier looks are shown below the bars: those nearest to a third and two thirds of the patients, with intervals. */
export function earlierIntervals(
  looks: readonly RunningFigures[],
  aggregation: RunningShares['aggregation'],
): EarlierIntervals[] {
  const patients = looks.at(-1)?.patients ?? 0
  const known = looks.flatMap((look) => {
    const own = look.by.find((one) => one.aggregation === aggregation)
    const isKnown = own?.intervals.some((one) => one !== null) === true && look.patients < patients
    return isKnown ? [{ patients: look.patients, intervals: own.intervals }] : []
  })
  const picked = [1 / 3, 2 / 3].flatMap((share) => {
    const wanted = share * patients
    return known.toSorted((a, b) => Math.abs(a.patients - wanted) - Math.abs(b.patients - wanted)).slice(0, 1)
  })
  return [...new Map(picked.map((one) => [one.patients, one])).values()].toReversed()
}

/** The height wanted is about 46 + 52 pixels per modality. */
export function runningSharesOption(
  names: readonly string[],
  { shares, intervals }: RunningShares,
  earlier: readonly EarlierIntervals[],
  theme: ChartTheme,
): EChartsOption {
  const figures = shares.map((share, index) => shareFigure(share, intervals[index] ?? null))
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: panel(118, 230, 4, 42),
    xAxis: Object.assign(shareAxis(theme, 0, 1), {
      interval: 0.2,
      name: 'share of all output changes, m (sums to 1)',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.quietText, fontFamily: theme.fontFamily, fontSize: theme.fontSize },
    }),
    yAxis: [nameAxis(theme, 0, [...names]), figureAxis(theme, 0, figures)],
    series: [
      {
        type: 'bar',
        barWidth: 20,
        barGap: '-100%',
        data: shares.map((value, index) => ({ value, itemStyle: { color: seriesColour(theme, index) } })),
      },
      { type: 'bar', yAxisIndex: 1, silent: true, data: shares.map(() => 0) },
      whiskerSeries(intervals, 0, 0, theme),
      ...earlier.map((one, place) => thinLines(one.intervals, place, theme)),
    ],
  }
}

/** Below the bar, which is 20 pixels high. */
function thinLines(
  intervals: readonly (Interval | null)[],
  place: number,
  theme: ChartTheme,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: 4,
    encode: { x: [0, 1], y: 2 },
    data: intervals.flatMap((one, row) => (one === null ? [] : [[one[0], one[1], row]])),
    renderItem: (_, api) => {
      const row = Number(api.value(2))
      const [x1 = 0, y = 0] = api.coord([api.value(0), row])
      const [x2 = 0] = api.coord([api.value(1), row])
      const height = y + 15 + 5 * place
      return {
        type: 'line',
        shape: { x1, y1: height, x2, y2: height },
        style: { stroke: seriesColour(theme, row), lineWidth: 2.5, opacity: place === 0 ? 0.8 : 0.45 },
      }
    },
  }
}
