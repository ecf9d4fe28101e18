/** The frame that all horizontal bar charts share. */
import type { EChartsOption } from 'echarts'
import type { ChartTheme } from './theme'

export interface BarFrame {
  /** Fixed end of the value axis; absent: fitted to the bars. */
  readonly max?: number
  readonly name: string
}

/** Names down the left, first on top; values to the right. */
export function barAxes(names: readonly string[], theme: ChartTheme, { max, name }: BarFrame): EChartsOption {
  const label = { color: theme.softText, fontSize: 11 }
  return {
    backgroundColor: 'transparent',
    textStyle: { color: theme.text, fontFamily: theme.fontFamily },
    grid: { left: 4, right: 24, top: 28, bottom: 24, containLabel: true },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: formatValue },
    xAxis: {
      type: 'value',
      min: 0,
      ...(max === undefined ? {} : { max }),
      name,
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: label,
      axisLabel: label,
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'category',
      data: [...names],
      inverse: true,
      axisLabel: { color: theme.text, fontSize: 12, width: 140, overflow: 'truncate' },
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
    },
  }
}

/** Three decimals, as everywhere. */
export function formatValue(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(3) : String(value)
}
