/** Beside the flow: how m_i and its interval settle over the cases of an adaptive run (method.md section 6). */
import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { ConvergenceLook } from '../adaptive'
import { seriesColour, type ChartTheme } from './theme'

/** More looks than this make a line without points. */
const fewLooks = 40

/** Builds the chart: one line per modality with its 95 % interval as a band, over cases in the order of the run. */
export function convergenceOption(
  looks: readonly ConvergenceLook[],
  names: readonly string[],
  theme: ChartTheme,
): EChartsOption {
  const label = { color: theme.quietText, fontFamily: theme.fontFamily, fontSize: theme.fontSize }
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    legend: {
      data: [...names],
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 8,
      textStyle: { color: theme.text, fontFamily: theme.fontFamily, fontSize: theme.fontSize },
    },
    grid: { left: 36, right: 18, top: 30, bottom: 40 },
    xAxis: {
      type: 'value',
      name: 'cases used',
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: label,
      min: 0,
      max: looks.at(-1)?.cases ?? 1,
      minInterval: 1,
      axisLine: { lineStyle: { color: theme.axis } },
      splitLine: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      splitLine: { lineStyle: { color: theme.grid } },
      axisLabel: label,
    },
    series: names.flatMap((name, index) => lines(looks, name, index, theme)),
  }
}

/** The band is the height of the interval stacked upon its lower end. */
function lines(
  looks: readonly ConvergenceLook[],
  name: string,
  index: number,
  theme: ChartTheme,
): LineSeriesOption[] {
  const colour = seriesColour(theme, index)
  const at = (value: (look: ConvergenceLook) => number): number[][] =>
    looks.map((look) => [look.cases, value(look)])
  // A look without an interval has a band without height.
  const share = (look: ConvergenceLook): number => look.shares[index] ?? 0
  const low = (look: ConvergenceLook): number => look.intervals[index]?.[0] ?? share(look)
  const high = (look: ConvergenceLook): number => look.intervals[index]?.[1] ?? share(look)
  const edge: LineSeriesOption = {
    type: 'line',
    stack: `band ${index}`,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    itemStyle: { color: colour },
  }
  return [
    { ...edge, data: at(low) },
    { ...edge, data: at((look) => high(look) - low(look)), areaStyle: { color: colour, opacity: 0.18 } },
    {
      type: 'line',
      name,
      data: at(share),
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: looks.length <= fewLooks,
      lineStyle: { color: colour, width: 2 },
      itemStyle: { color: colour },
    },
  ]
}
