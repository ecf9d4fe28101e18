/** What keys do in a viewer; the list that ? shows. */
import type { DragTool } from './drag-tool'

export type ViewerAct =
  | { readonly act: 'step'; readonly slices: number }
  | { readonly act: 'zoom'; readonly factor: number }
  | { readonly act: 'preset'; readonly index: number }
  | { readonly act: 'opacity'; readonly by: number }
  | { readonly act: 'part'; readonly by: number }
  | { readonly act: 'tool'; readonly tool: DragTool }
  /** The crosshair, in pixels of the large plane. */
  | { readonly act: 'cross'; readonly columns: number; readonly rows: number }
  | {
      readonly act:
        | 'reset'
        | 'map'
        | 'lines'
        | 'view'
        | 'masked'
        | 'smooth'
        | 'scale'
        | 'cine'
        | 'plane'
        | 'fill'
        | 'header'
        | 'keys'
    }

interface KeyRow {
  readonly keys: readonly string[]
  readonly words: string
}

export const keyRows: readonly KeyRow[] = [
  { keys: ['↑', '↓', 'wheel'], words: 'slice before, slice after' },
  { keys: ['Page Up', 'Page Down'], words: 'ten slices' },
  { keys: ['Shift + arrows'], words: 'crosshair within the slice' },
  { keys: ['+', '-', 'Ctrl + wheel', 'pinch'], words: 'zoom' },
  { keys: ['Space + drag', 'middle drag'], words: 'move the picture' },
  { keys: ['right drag'], words: 'window: across for width, down for level' },
  { keys: ['C', 'W', 'M', 'Z'], words: 'left drag: crosshair, window, move, zoom' },
  { keys: ['1 - 9'], words: 'window preset' },
  { keys: ['0', 'double click'], words: 'whole picture, first window' },
  { keys: ['V'], words: 'file, or as the model sees it' },
  { keys: ['X'], words: 'the part at the crosshair masked, and not' },
  { keys: ['L'], words: 'next plane becomes the large one' },
  { keys: ['F'], words: 'fill the window' },
  { keys: ['O'], words: 'map on and off' },
  { keys: ['[', ']'], words: 'map weaker, stronger' },
  { keys: ['S'], words: 'scale of the map' },
  { keys: ['G'], words: 'borders of the parts' },
  { keys: ['N', 'Shift + N'], words: 'next part by its effect, the one before' },
  { keys: ['I'], words: 'pixels smooth or as they are' },
  { keys: ['K'], words: 'cine' },
  { keys: ['H'], words: 'header of the slice' },
  { keys: ['?'], words: 'this list' },
]

const plain: Readonly<Record<string, ViewerAct>> = {
  ArrowUp: { act: 'step', slices: -1 },
  ArrowDown: { act: 'step', slices: 1 },
  PageUp: { act: 'step', slices: -10 },
  PageDown: { act: 'step', slices: 10 },
  '+': { act: 'zoom', factor: 1.25 },
  '=': { act: 'zoom', factor: 1.25 },
  '-': { act: 'zoom', factor: 0.8 },
  '0': { act: 'reset' },
  '[': { act: 'opacity', by: -0.1 },
  ']': { act: 'opacity', by: 0.1 },
  c: { act: 'tool', tool: 'cross' },
  w: { act: 'tool', tool: 'window' },
  m: { act: 'tool', tool: 'pan' },
  z: { act: 'tool', tool: 'zoom' },
  o: { act: 'map' },
  g: { act: 'lines' },
  v: { act: 'view' },
  x: { act: 'masked' },
  l: { act: 'plane' },
  f: { act: 'fill' },
  h: { act: 'header' },
  s: { act: 'scale' },
  i: { act: 'smooth' },
  k: { act: 'cine' },
  n: { act: 'part', by: 1 },
  N: { act: 'part', by: -1 },
  '?': { act: 'keys' },
}

const shifted: Readonly<Record<string, ViewerAct>> = {
  ArrowLeft: { act: 'cross', columns: -1, rows: 0 },
  ArrowRight: { act: 'cross', columns: 1, rows: 0 },
  ArrowUp: { act: 'cross', columns: 0, rows: -1 },
  ArrowDown: { act: 'cross', columns: 0, rows: 1 },
}

/** Null for a key that belongs to the browser. */
export function toAct({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): ViewerAct | null {
  if (ctrlKey || metaKey || altKey) return null
  const moved = shiftKey ? shifted[key] : undefined
  if (moved !== undefined) return moved
  if (/^[1-9]$/.test(key)) return { act: 'preset', index: Number(key) - 1 }
  return plain[key] ?? null
}
