/** Beside the flow: m_i of every modality, the leading aggregation with intervals and the others beside it. */
import type { BarSeriesOption, CustomSeriesOption, EChartsOption, TitleComponentOption } from 'echarts'
import type { DatasetContribution, Interval } from '../contribution'
import { figureAxis, nameAxis, nameWidth, panel, shareAxis, writeShare } from './share-axis'
import { seriesColour, type ChartTheme } from './theme'
import { whiskerSeries } from './whiskers'

const sideBySide = ['pooled', 'part-mean', 'whole'] as const

/** The panels end at these places of the chart's width, percent. */
const leadingEnd = 42
const othersStart = 64
const top = 30
const bottom = 24

interface Panel {
  readonly title: string
  readonly left: number | string
  readonly right: string
  readonly shares: readonly (number | null)[]
  readonly intervals: readonly (Interval | null)[]
  /** Beside the bars; the whiskers alone where there is no room. */
  readonly figures: readonly string[]
}

/**
 * Builds the contribution chart: one row per modality, one panel per aggregation, all from 0 to 1.
 * The leading aggregation stands first with 95 % whiskers (method.md section 6); an aggregation without response
 * has no bar. The height wanted is about 60 + 34 pixels per modality.
 */
export function contributionBarOption(contribution: DatasetContribution, theme: ChartTheme): EChartsOption {
  const names = contribution.modalities.map((one) => one.modality)
  const panels = planPanels(contribution)
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    title: panels.map((one) => panelTitle(one, theme)),
    grid: panels.map((one) => panel(one.left, one.right, top, bottom)),
    xAxis: panels.map((_, index) => shareAxis(theme, index, 1)),
    yAxis: panels.flatMap((one, index) => [
      index === 0
        ? nameAxis(theme, index, names)
        : { ...nameAxis(theme, index, names), axisLabel: { show: false } },
      figureAxis(theme, index, [...one.figures]),
    ]),
    series: panels.flatMap((one, index) => panelSeries(one, index, names, theme)),
  }
}

function planPanels(contribution: DatasetContribution): Panel[] {
  const { modalities, aggregation, state } = contribution
  const answered = state === 'response'
  const hasIntervals = answered && modalities.some((one) => one.interval !== null)
  const shares = modalities.map((one) => (answered ? one.contribution : null))
  const intervals = modalities.map((one) => (answered ? one.interval : null))
  const leading: Panel = {
    title: hasIntervals ? `${aggregation}, 95 % interval` : aggregation,
    left: nameWidth,
    right: `${100 - leadingEnd}%`,
    shares,
    intervals,
    figures: writeFigures(shares, intervals),
  }
  const others = sideBySide.filter((name) => name !== aggregation)
  const slot = (100 - othersStart) / others.length
  return [
    leading,
    ...others.map((name, index): Panel => {
      const left = othersStart + index * slot
      return {
        title: name,
        left: `${left}%`,
        right: `${100 - left - slot * 0.55}%`,
        shares: modalities.map((one) => one.byAggregation[name] ?? null),
        intervals: modalities.map((one) => one.intervals[name]?.interval ?? null),
        figures: modalities.map((one) => writeFigure(one.byAggregation[name] ?? null)),
      }
    }),
  ]
}

function panelTitle({ title, left }: Panel, theme: ChartTheme): TitleComponentOption {
  return {
    text: title,
    left,
    top: 4,
    padding: 0,
    textStyle: {
      color: theme.quietText,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      fontWeight: 'normal',
    },
  }
}

function writeFigure(share: number | null): string {
  return share === null ? '-' : writeShare(share)
}

function writeFigures(shares: Panel['shares'], intervals: Panel['intervals']): string[] {
  return shares.map((share, row) => {
    const interval = intervals[row]
    return share === null || interval == null
      ? writeFigure(share)
      : `${writeShare(share)}  [${writeShare(interval[0])}, ${writeShare(interval[1])}]`
  })
}

function panelSeries(
  { title, shares, intervals }: Panel,
  index: number,
  names: readonly string[],
  theme: ChartTheme,
): (BarSeriesOption | CustomSeriesOption)[] {
  const bars: BarSeriesOption = {
    type: 'bar',
    name: title,
    xAxisIndex: index,
    yAxisIndex: 2 * index,
    barMaxWidth: 18,
    data: names.map((_, row) => ({
      value: shares[row] ?? 0,
      itemStyle: { color: seriesColour(theme, row) },
    })),
  }
  if (intervals.every((interval) => interval === null)) return [bars]
  return [bars, whiskerSeries(intervals, index, 2 * index, theme)]
}
