/** Where a slice lies on its pane: as large as fits, zoomed and moved. */
import { computed, onMounted, onScopeDispose, ref, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Plane } from '@shared/picture/planes'
import type { SliceFrame } from './draw-marks'

export interface PaneFrame {
  /** Of the pane, in CSS pixels. */
  readonly size: Readonly<Ref<{ readonly width: number; readonly height: number }>>
  readonly frame: ComputedRef<SliceFrame>
  /** 1: as large as fits. */
  readonly zoom: Readonly<Ref<number>>
  /** Zooms so that a place of the pane keeps what is below it; without a place around the middle. */
  readonly scaleAround: (factor: number, at?: { readonly x: number; readonly y: number }) => void
  readonly moveBy: (x: number, y: number) => void
  readonly fit: () => void
}

const zooms = { least: 0.25, most: 32 } as const

export function useSliceFrame(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  plane: () => Plane,
): PaneFrame {
  const size = ref({ width: 1, height: 1 })
  const zoom = ref(1)
  const pan = ref({ x: 0, y: 0 })
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.contentRect
    if (box !== undefined) size.value = { width: box.width, height: box.height }
  })
  onMounted(() => {
    if (canvas.value !== null) observer.observe(canvas.value)
  })
  onScopeDispose(() => {
    observer.disconnect()
  })
  const frame = computed(() => {
    const { rows, columns } = plane()
    const { width, height } = size.value
    const [wide, high] = [columns.count * columns.length, rows.count * rows.length]
    const scale = Math.min(width / wide, height / high) * zoom.value
    const [pixelWidth, pixelHeight] = [columns.length * scale, rows.length * scale]
    return {
      ...{ pixelWidth, pixelHeight },
      left: (width - columns.count * pixelWidth) / 2 + pan.value.x,
      top: (height - rows.count * pixelHeight) / 2 + pan.value.y,
    }
  })
  const middle = (): { x: number; y: number } => ({ x: size.value.width / 2, y: size.value.height / 2 })
  return {
    ...{ size, frame, zoom },
    scaleAround: (factor, place = middle()) => {
      const next = Math.min(zooms.most, Math.max(zooms.least, zoom.value * factor))
      const share = next / zoom.value
      const [x, y] = [place.x - middle().x, place.y - middle().y]
      pan.value = { x: x - (x - pan.value.x) * share, y: y - (y - pan.value.y) * share }
      zoom.value = next
    },
    moveBy: (x, y) => {
      pan.value = { x: pan.value.x + x, y: pan.value.y + y }
    },
    fit: () => {
      zoom.value = 1
      pan.value = { x: 0, y: 0 }
    },
  }
}
