/** Beside the flow: how m_i and its interval settle while a run goes on, with the part that is still to come. */
import { at } from '../at'
import type { CustomSeriesOption, EChartsOption, LineSeriesOption } from 'echarts'
import type { RunningFigures, RunningShares } from '../running-figures'
import { seriesColour, type ChartTheme } from './theme'

interface Point {
  readonly patients: number
  readonly shares: RunningShares
}

/** The looks that have this aggregation. */
export function pointsOf(
  looks: readonly RunningFigures[],
  aggregation: RunningShares['aggregation'],
): Point[] {
  // Cases of a patient that was there before make no further point.
  const byPatients = new Map<number, Point>()
  for (const { patients, by } of looks) {
    const shares = by.find((one) => one.aggregation === aggregation)
    if (shares !== undefined) byPatients.set(patients, { patients, shares })
  }
  return [...byPatients.values()]
}

/** `planned`: patients of the whole run; null where that is not known, or the run is over. */
export function convergenceSoFarOption(
  points: readonly Point[],
  names: readonly string[],
  planned: number | null,
  theme: ChartTheme,
): EChartsOption {
  const label = { color: theme.quietText, fontFamily: theme.fontFamily, fontSize: theme.fontSize }
  const last = points.at(-1)
  const now = last?.patients ?? 0
  const most = Math.max(now, planned ?? 0, 1)
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: { left: 40, right: 150, top: 18, bottom: 42 },
    xAxis: {
      type: 'value',
      name: 'patients, in the order of the run',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: label,
      ...{ min: 0, max: most, minInterval: 1 },
      axisLine: { lineStyle: { color: theme.axis } },
      splitLine: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      ...{ min: 0, max: 1, interval: 0.25 },
      splitLine: { lineStyle: { color: theme.grid } },
      axisLabel: label,
    },
    series: [
      ...names.flatMap((_, index) => lines(points, index, theme)),
      ...endLines(last, names, most, theme),
      ...(now < most && last !== undefined ? [toCome(now, most, theme)] : []),
    ],
  }
}

/** The band is the height of the interval stacked upon its lower end; it begins where there is one. */
function lines(points: readonly Point[], index: number, theme: ChartTheme): LineSeriesOption[] {
  const colour = seriesColour(theme, index)
  const edge: LineSeriesOption = {
    type: 'line',
    stack: `band ${index}`,
    ...{ symbol: 'none', silent: true },
    lineStyle: { opacity: 0 },
    itemStyle: { color: colour },
  }
  const banded = points.flatMap(({ patients, shares }) => {
    const interval = shares.intervals[index] ?? null
    return interval === null ? [] : [{ patients, low: interval[0], high: interval[1] }]
  })
  return [
    { ...edge, data: banded.map(({ patients, low }) => [patients, low]) },
    {
      ...edge,
      data: banded.map(({ patients, low, high }) => [patients, high - low]),
      areaStyle: { color: colour, opacity: 0.18 },
    },
    {
      type: 'line',
      data: points.map(({ patients, shares }) => [patients, at(shares.shares, index)]),
      ...{ symbol: 'circle', symbolSize: 4, showSymbol: points.length < 3 },
      lineStyle: { color: colour, width: 2 },
      itemStyle: { color: colour },
    },
  ]
}

/** Labels that would lie on each other are moved apart. */
const leastGap = 0.075

/** From the last share to the right edge, dotted, with name and share. */
function endLines(
  last: Point | undefined,
  names: readonly string[],
  most: number,
  theme: ChartTheme,
): LineSeriesOption[] {
  if (last === undefined) return []
  const shares = names.map((name, index) => ({ name, index, share: at(last.shares.shares, index) }))
  let floor = -1
  const placed = new Map<number, number>()
  for (const { index, share } of shares.toSorted((a, b) => a.share - b.share)) {
    floor = Math.max(share, floor + leastGap)
    placed.set(index, floor)
  }
  return shares.map(({ name, index, share }) => ({
    type: 'line',
    ...{ symbol: 'none', silent: true },
    data: [
      [last.patients, share],
      [most, share],
    ],
    lineStyle: { color: seriesColour(theme, index), width: 1.5, type: 'dotted' },
    endLabel: {
      show: true,
      formatter: `${name} ${share.toFixed(3)}`,
      color: theme.text,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      offset: [0, -((placed.get(index) ?? share) - share) * 200],
      width: 140,
      overflow: 'truncate',
    },
  }))
}

function toCome(now: number, most: number, theme: ChartTheme): CustomSeriesOption {
  const label = { fontFamily: theme.fontFamily, fontSize: theme.fontSize }
  return {
    type: 'custom',
    silent: true,
    z: 0,
    data: [[now, most]],
    renderItem: (_, api) => {
      const [left = 0, top = 0] = api.coord([now, 1])
      const [right = 0, bottom = 0] = api.coord([most, 0])
      const isWide = right - left > 90
      const text = (x: number, words: string, fill: string, align: 'left' | 'right' | 'center') => ({
        type: 'text' as const,
        style: { x, y: top - 15, text: words, fill, align, textAlign: align, ...label },
      })
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: left, y: top, width: right - left, height: bottom - top },
            style: { fill: theme.grid, opacity: 0.55 },
          },
          {
            type: 'line',
            shape: { x1: left, y1: top, x2: left, y2: bottom },
            style: { stroke: theme.text, lineWidth: 1 },
          },
          text(left, `now: ${now}`, theme.text, left > 90 ? 'right' : 'left'),
          ...(isWide ? [text((left + right) / 2 + 30, 'still to come', theme.quietText, 'center')] : []),
        ],
      }
    },
  }
}
