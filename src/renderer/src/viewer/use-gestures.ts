/** What mouse, pen and fingers do on a pane. */
import { ref, type Ref } from 'vue'
import { dragOf, type DragTool } from './drag-tool'
import type { PaneFrame } from './use-slice-frame'

interface Point {
  readonly x: number
  readonly y: number
}

export interface GestureTargets {
  readonly tool: () => DragTool
  /** The crosshair goes to a point of the pane. */
  readonly point: (at: Point) => void
  readonly hover: (at: Point) => void
  readonly step: (slices: number) => void
  /** A drag of the window, in shares of the pane. */
  readonly window: (across: number, down: number) => void
}

export interface Gestures {
  readonly isSpace: Ref<boolean>
  readonly press: (event: PointerEvent) => void
  readonly move: (event: PointerEvent) => void
  readonly release: (event: PointerEvent) => void
  readonly turn: (event: WheelEvent) => void
}

/** Wheels that count in pixels send many small turns: so many pixels are one slice. */
const wheelPixels = 40

export function useGestures({ size, scaleAround, moveBy }: PaneFrame, targets: GestureTargets): Gestures {
  const isSpace = ref(false)
  let drag: DragTool | null = null
  /** Fingers and buttons that are down, where they were last. */
  const pointers = new Map<number, Point>()
  let turned = 0

  /** Two fingers: their distance zooms, around the one that does not move. */
  const pinch = (event: PointerEvent, before: Point): void => {
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (other === undefined) return
    const apart = ({ x, y }: Point): number => Math.hypot(x - other.x, y - other.y)
    scaleAround(apart(pointOf(event)) / Math.max(1, apart(before)), other)
  }
  const dragBy = (tool: DragTool, at: Point, x: number, y: number): void => {
    if (tool === 'cross') targets.point(at)
    if (tool === 'pan') moveBy(x, y)
    if (tool === 'window') targets.window(x / size.value.width, y / size.value.height)
    if (tool === 'zoom') scaleAround(Math.exp(-y / 150))
  }
  return {
    isSpace,
    press: (event) => {
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
      pointers.set(event.pointerId, pointOf(event))
      drag = pointers.size > 1 ? null : dragOf(event.button, isSpace.value, targets.tool())
      if (drag === 'cross') targets.point(pointOf(event))
    },
    move: (event) => {
      const at = pointOf(event)
      const before = pointers.get(event.pointerId)
      targets.hover(at)
      if (before === undefined) return
      if (pointers.size === 2) pinch(event, before)
      if (drag !== null) dragBy(drag, at, at.x - before.x, at.y - before.y)
      pointers.set(event.pointerId, at)
    },
    release: (event) => {
      pointers.delete(event.pointerId)
      drag = null
    },
    turn: (event) => {
      // A pinch of a touchpad comes as a wheel with Ctrl.
      if (event.ctrlKey) {
        scaleAround(Math.exp(-event.deltaY / 300), pointOf(event))
        return
      }
      const isNotched =
        event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= wheelPixels
      turned = isNotched ? wheelPixels * Math.sign(event.deltaY) : turned + event.deltaY
      const slices = Math.trunc(turned / wheelPixels)
      turned -= slices * wheelPixels
      if (slices !== 0) targets.step(slices)
    },
  }
}

function pointOf({ offsetX, offsetY }: MouseEvent): Point {
  return { x: offsetX, y: offsetY }
}
