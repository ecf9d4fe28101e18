/** Beside the flow: the parts that the bar charts have in common. */
import type { GridComponentOption, XAXisComponentOption, YAXisComponentOption } from 'echarts'
import type { ChartTheme } from './theme'

/** Pixels kept for the names of modalities and attributes; longer names end in an ellipsis. */
export const nameWidth = 118

/** Writes a share with three decimals, as the paper prints them. */
export function writeShare(share: number): string {
  return share.toFixed(3)
}

/** Makes the horizontal axis of a panel, from 0; `max` fixed where panels must be comparable. */
export function shareAxis(theme: ChartTheme, gridIndex: number, max?: number): XAXisComponentOption {
  return {
    type: 'value',
    gridIndex,
    min: 0,
    ...(max === undefined ? {} : { max, interval: max / 2 }),
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: theme.grid } },
    axisLabel: {
      color: theme.quietText,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      hideOverlap: true,
    },
  }
}

/** Makes the vertical axis with the names, first name on top. */
export function nameAxis(theme: ChartTheme, gridIndex: number, names: string[]): YAXisComponentOption {
  return {
    type: 'category',
    gridIndex,
    inverse: true,
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.axis } },
    axisLabel: {
      color: theme.text,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      width: nameWidth - 12,
      overflow: 'truncate',
      interval: 0,
    },
  }
}

/** Makes the axis to the right of a panel that says every figure, as a forest plot does. */
export function figureAxis(theme: ChartTheme, gridIndex: number, figures: string[]): YAXisComponentOption {
  return {
    type: 'category',
    gridIndex,
    position: 'right',
    inverse: true,
    data: figures,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      color: theme.text,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      interval: 0,
    },
  }
}

/** Makes the frame of a panel without a border. */
export function panel(
  left: number | string,
  right: number | string,
  top: number,
  bottom: number,
): GridComponentOption {
  return { left, right, top, bottom }
}
