/** Beside the flow: the parts of one case by how far masking them moves the outputs. */
import type { EChartsOption } from 'echarts'
import { figureAxis, nameAxis, nameWidth, panel, shareAxis } from './share-axis'
import { seriesColour, type ChartTheme } from './theme'

export interface NamedEffect {
  readonly name: string
  /** In units of the output, 0 or above. */
  readonly effect: number
}

/**
 * Builds bars of effects, largest first, on an axis from 0 to `limit`: the same for all cases shown together, so that a
 * weak case has short bars. `modalityIndex` gives the colour. The height wanted is about 40 + 16 pixels per part.
 */
export function effectBarOption(
  effects: readonly NamedEffect[],
  limit: number,
  theme: ChartTheme,
  modalityIndex = 0,
): EChartsOption {
  const sorted = [...effects].sort((one, other) => other.effect - one.effect)
  const max = limit > 0 ? limit : 1
  const names = sorted.map(({ name }) => name)
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: panel(nameWidth, 132, 8, 24),
    xAxis: {
      ...shareAxis(theme, 0),
      max,
      interval: max / 4,
      axisLabel: { show: false },
    },
    yAxis: [nameAxis(theme, 0, names), figureAxis(theme, 0, sorted.map(writeEffect))],
    series: [
      {
        type: 'bar',
        name: 'mean absolute change of the outputs',
        barMaxWidth: 12,
        itemStyle: { color: seriesColour(theme, modalityIndex) },
        data: sorted.map(({ effect }) => effect),
      },
    ],
  }
}

function writeEffect({ effect }: NamedEffect): string {
  return effect === 0 ? '0' : effect.toPrecision(3)
}
