/** Benchmark: ratios as a picture. */
import * as echarts from 'echarts'
import type { BenchLog } from './bench-log'

const width = 960
const rowHeight = 64

/** Draws one group of bars per model and returns SVG. */
export function renderPlot({ models, machine }: BenchLog): string {
  const names = [...new Set(models.flatMap(({ paths }) => paths.map(({ path }) => path)))]
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width,
    height: 120 + rowHeight * models.length,
  })
  chart.setOption({
    animation: false,
    title: {
      text: 'Whole case, times as fast as the plain path',
      subtext: `${machine.cpu}, ${machine.threads} threads`,
    },
    legend: { top: 56 },
    grid: { left: 190, right: 60, top: 90, bottom: 30 },
    xAxis: { type: 'log', min: 0.5, axisLabel: { formatter: '{value}x' } },
    yAxis: { type: 'category', inverse: true, data: models.map(({ model }) => model) },
    series: names.map((name) => ({
      type: 'bar',
      name,
      data: models.map(({ paths }) => paths.find(({ path }) => path === name)?.ratio.toFixed(2) ?? null),
      label: { show: true, position: 'right', formatter: '{c}x', fontSize: 10 },
    })),
  })
  const svg = chart.renderToSVGString()
  // A chart that is not disposed of keeps its timer, and with it the program.
  chart.dispose()
  return svg
}
