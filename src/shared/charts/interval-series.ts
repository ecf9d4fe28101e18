/** Whiskers of 95 % intervals over the bars of one series. */
import type { CustomSeriesOption } from 'echarts'
import type { Interval } from '../contribution'
import type { ChartTheme } from './theme'

/** Which of several bars per row the whiskers belong to. */
export interface BarPlace {
  readonly barIndex: number
  readonly barCount: number
}

/** Same gaps as the bars, or the whiskers would sit beside them. */
const categoryGap = 0.35
const barGap = 0.15

/** One whisker per row; a row without interval has none. */
export function intervalSeries(
  intervals: readonly (Interval | null)[],
  theme: ChartTheme,
  { barIndex, barCount }: BarPlace,
): CustomSeriesOption {
  const rows = intervals.flatMap((interval, row) =>
    interval === null ? [] : [[row, interval[0], interval[1]]],
  )
  return {
    type: 'custom',
    name: '95 % interval',
    data: rows,
    encode: { x: [1, 2], y: 0 },
    tooltip: { show: false },
    z: 5,
    renderItem: (_params, api) => {
      const row = Number(api.value(0))
      const size = api.size?.([0, 1])
      const height = Array.isArray(size) ? (size[1] ?? 0) : 0
      const bar = (height * (1 - categoryGap)) / (barCount + (barCount - 1) * barGap)
      const shift = (barIndex - (barCount - 1) / 2) * bar * (1 + barGap)
      const [x1 = 0, y = 0] = api.coord([api.value(1), row])
      const [x2 = 0] = api.coord([api.value(2), row])
      const middle = y + shift
      const cap = Math.min(4, bar / 3)
      const line = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
        type: 'line' as const,
        shape,
        style: { stroke: theme.text, lineWidth: 1.4 },
      })
      return {
        type: 'group',
        children: [
          line({ x1, y1: middle, x2, y2: middle }),
          line({ x1, y1: middle - cap, x2: x1, y2: middle + cap }),
          line({ x1: x2, y1: middle - cap, x2, y2: middle + cap }),
        ],
      }
    },
  }
}
