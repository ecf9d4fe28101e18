/** What dragging with the left button does. */
export type DragTool = 'cross' | 'window' | 'pan' | 'zoom'

export const dragTools: readonly { readonly tool: DragTool; readonly name: string; readonly key: string }[] =
  [
    { tool: 'cross', name: 'Crosshair', key: 'C' },
    { tool: 'window', name: 'Window', key: 'W' },
    { tool: 'pan', name: 'Move', key: 'M' },
    { tool: 'zoom', name: 'Zoom', key: 'Z' },
  ]

/** Space and the middle button move the picture, the right one changes the window, whatever the tool. */
export function dragOf(button: number, isSpace: boolean, tool: DragTool): DragTool {
  if (button === 1 || isSpace) return 'pan'
  return button === 2 ? 'window' : tool
}
