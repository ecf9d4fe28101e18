/** Beside the flow: the attributes of a clinical record by their share of the total. */
import type { EChartsOption } from 'echarts'
import type { AttributeContribution } from '../contribution'
import { figureAxis, nameAxis, nameWidth, panel, shareAxis, writeShare } from './share-axis'
import { seriesColour, type ChartTheme } from './theme'
import { whiskerSeries } from './whiskers'

/**
 * Builds bars of all attributes, largest first, with 95 % whiskers; they add up to the m_i of their modality.
 * `modalityIndex` gives the colour of the modality. The height wanted is about 40 + 20 pixels per attribute.
 */
export function attributeBarOption(
  attributes: readonly AttributeContribution[],
  theme: ChartTheme,
  modalityIndex = 0,
): EChartsOption {
  const sorted = [...attributes].sort((one, other) => other.contribution - one.contribution)
  const colour = seriesColour(theme, modalityIndex)
  const intervals = sorted.map((one) => one.interval)
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: panel(nameWidth, 132, 8, 24),
    xAxis: shareAxis(theme, 0),
    yAxis: [
      nameAxis(
        theme,
        0,
        sorted.map((one) => one.name),
      ),
      figureAxis(theme, 0, sorted.map(writeFigure)),
    ],
    series: [
      {
        type: 'bar',
        name: 'share of the total',
        barMaxWidth: 14,
        itemStyle: { color: colour },
        data: sorted.map((one) => one.contribution),
      },
      ...(intervals.some((interval) => interval !== null) ? [whiskerSeries(intervals, 0, 0, theme)] : []),
    ],
  }
}

function writeFigure({ contribution, interval }: AttributeContribution): string {
  if (interval === null) return writeShare(contribution)
  return `${writeShare(contribution)}  [${writeShare(interval[0])}, ${writeShare(interval[1])}]`
}
