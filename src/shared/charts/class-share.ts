/** Beside the flow: which modality each output reacts to. */
import type { EChartsOption } from 'echarts'
import type { DatasetContribution } from '../contribution'
import { textOn } from './contrast'
import { nameAxis, nameWidth, panel, shareAxis, writeShare } from './share-axis'
import { seriesColour, type ChartTheme } from './theme'

/** Shares below this are drawn without a figure: it would not fit. */
const smallestWritten = 0.08

/**
 * Builds stacked bars, one per output, of m_i[c] (aggregation per-class, method.md section 1); every bar adds up to 1.
 * An output without response has no bar. The height wanted is about 60 + 24 pixels per output.
 */
export function classShareOption(contribution: DatasetContribution, theme: ChartTheme): EChartsOption {
  const { modalities, outputNames } = contribution
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    legend: {
      top: 0,
      left: nameWidth,
      itemWidth: 12,
      itemHeight: 10,
      type: 'scroll',
      textStyle: { color: theme.text, fontFamily: theme.fontFamily, fontSize: theme.fontSize },
    },
    grid: panel(nameWidth, 20, 28, 24),
    xAxis: shareAxis(theme, 0, 1),
    yAxis: nameAxis(theme, 0, outputNames),
    series: modalities.map((one, index) => ({
      type: 'bar',
      name: one.modality,
      stack: 'share',
      barMaxWidth: 16,
      itemStyle: { color: seriesColour(theme, index) },
      label: {
        show: true,
        color: textOn(seriesColour(theme, index)),
        textBorderColor: 'transparent',
        fontFamily: theme.fontFamily,
        fontSize: theme.fontSize,
        formatter: ({ value }) =>
          typeof value === 'number' && value >= smallestWritten ? writeShare(value) : '',
      },
      data: outputNames.map((_, output) => one.perClass[output] ?? 0),
    })),
  }
}
