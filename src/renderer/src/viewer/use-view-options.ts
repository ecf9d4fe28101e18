/** What a person switches in a viewer, whatever is shown. */
import { reactive } from 'vue'
import type { DragTool } from './drag-tool'
import type { ViewerAct } from './keys'

export interface ViewOptions {
  isMapShown: boolean
  /** Borders of the parts. */
  hasLines: boolean
  /** Of the map, 0..1. */
  opacity: number
  isSmooth: boolean
  /** Null: the colours of three. */
  channel: number | null
  tool: DragTool
  isFilling: boolean
  areKeysShown: boolean
}

export function useViewOptions(): ViewOptions {
  return reactive<ViewOptions>({
    ...{ isMapShown: true, hasLines: false, opacity: 0.6, isSmooth: true, channel: null, tool: 'cross' },
    ...{ isFilling: false, areKeysShown: false },
  })
}

/** Does what only switches an option; false for what moves or shows something else. */
export function switchOption(options: ViewOptions, one: ViewerAct): boolean {
  switch (one.act) {
    case 'opacity':
      options.opacity = Math.max(0, Math.min(1, options.opacity + one.by))
      return true
    case 'tool':
      options.tool = one.tool
      return true
    case 'map':
      options.isMapShown = !options.isMapShown
      return true
    case 'lines':
      options.hasLines = !options.hasLines
      return true
    case 'smooth':
      options.isSmooth = !options.isSmooth
      return true
    case 'fill':
      options.isFilling = !options.isFilling
      return true
    case 'keys':
      options.areKeysShown = !options.areKeysShown
      return true
    default:
      return false
  }
}
