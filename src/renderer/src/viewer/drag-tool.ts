/** What dragging with the left button does. */
export type DragTool = 'cross' | 'window' | 'pan' | 'zoom'

export interface DragToolFacts {
  readonly tool: DragTool
  readonly name: string
  readonly key: string
  /** A line in a square of 24. */
  readonly icon: string
}

const circle = (x: number, y: number, radius: number): string =>
  `M${x} ${y - radius}a${radius} ${radius} 0 1 0 .01 0z`

export const dragTools: readonly DragToolFacts[] = [
  {
    ...{ tool: 'cross', name: 'Crosshair', key: 'C' },
    icon: `${circle(12, 12, 7)}M12 1v7M12 16v7M1 12h7M16 12h7`,
  },
  {
    ...{ tool: 'window', name: 'Window', key: 'W' },
    icon: `${circle(12, 12, 9)}M12 3v18M14.5 3.5v17M17 4.5v15M19.5 7v10`,
  },
  {
    ...{ tool: 'pan', name: 'Move', key: 'M' },
    icon: 'M12 2v20M2 12h20M9 5l3-3 3 3M9 19l3 3 3-3M5 9l-3 3 3 3M19 9l3 3-3 3',
  },
  {
    ...{ tool: 'zoom', name: 'Zoom', key: 'Z' },
    icon: `${circle(10, 10, 7)}M21 21l-6-6M10 7v6M7 10h6`,
  },
]

/** Space and the middle button move the picture, the right one changes the window, whatever the tool. */
export function dragOf(button: number, isSpace: boolean, tool: DragTool): DragTool {
  if (button === 1 || isSpace) return 'pan'
  return button === 2 ? 'window' : tool
}
