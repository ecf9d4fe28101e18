/** Beside the flow: 95 % intervals as whiskers over horizontal bars. */
import type { CustomSeriesOption } from 'echarts'
import type { Interval } from '../contribution'
import type { ChartTheme } from './theme'

/** Half the height of the end strokes, pixels. */
const cap = 4

/** Makes the whiskers of a panel; a row without an interval has none. */
export function whiskerSeries(
  intervals: readonly (Interval | null)[],
  panelIndex: number,
  yAxisIndex: number,
  theme: ChartTheme,
): CustomSeriesOption {
  const rows = intervals.flatMap((interval, row) =>
    interval === null ? [] : [[interval[0], interval[1], row]],
  )
  return {
    type: 'custom',
    name: '95 % interval',
    xAxisIndex: panelIndex,
    yAxisIndex,
    silent: true,
    z: 5,
    encode: { x: [0, 1], y: 2 },
    data: rows,
    renderItem: (_, api) => {
      const row = api.value(2)
      const [low = 0, y = 0] = api.coord([api.value(0), row])
      const [high = 0] = api.coord([api.value(1), row])
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: theme.text, lineWidth: 1.25 },
      })
      return {
        type: 'group',
        children: [
          line(low, y, high, y),
          line(low, y - cap, low, y + cap),
          line(high, y - cap, high, y + cap),
        ],
      }
    },
  }
}
