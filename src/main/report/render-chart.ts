/** A chart option -> SVG, without a browser. */
import { init, type EChartsOption } from 'echarts'
import { fontFamily } from './fonts'

/** Renders in points. The chart is disposed of: one that is not keeps the process alive. */
export function renderChart(option: EChartsOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ ...option, animation: false, textStyle: { ...option.textStyle, fontFamily } })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
