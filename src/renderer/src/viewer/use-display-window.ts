/** The window of a picture: of the file it is remembered per study, of what the model sees it lasts as long as the page. */
import { computed, shallowReactive, shallowRef, type ComputedRef } from 'vue'
import type { Percentiles, ValueWindow } from '@shared/picture/value-window'
import { useNearestStudyView } from '@/views'
import { windowPresets, windowWords, type DisplayWindow, type WindowPreset } from './display-window'
import type { SliceView } from './slice-place'

/** What a slice says of all values of its picture. */
export interface ValueLevels {
  readonly range: readonly [number, number]
  readonly percentiles: Percentiles
}

export interface WindowedPicture {
  /** Of the modality. */
  readonly name: string
  readonly view: SliceView
  /** Of the values of the file. */
  readonly unit: string
  /** That the file proposes. */
  readonly windows?: readonly ValueWindow[]
  /** Large values of the file are dark. */
  readonly isInverted?: boolean
}

export interface DisplayWindows {
  readonly display: ComputedRef<DisplayWindow>
  /** The values that are black and white on the screen. */
  readonly shown: ComputedRef<DisplayWindow>
  /** Of the window, with the unit. */
  readonly words: ComputedRef<string>
  readonly presets: ComputedRef<readonly WindowPreset[]>
  /** Smallest and largest value of what is shown. */
  readonly range: ComputedRef<readonly [number, number]>
  /** Null goes back to the first preset. */
  readonly set: (window: DisplayWindow | null) => void
  readonly learn: (view: SliceView, levels: ValueLevels) => void
}

/** Windows are of the file, of the tensor whether a part is masked or not, and of differences. */
type Ground = 'file' | 'model' | 'difference'

const grounds: Readonly<Record<SliceView, Ground>> = {
  source: 'file',
  model: 'model',
  masked: 'model',
  difference: 'difference',
}

export function useDisplayWindow(picture: () => WindowedPicture): DisplayWindows {
  const study = useNearestStudyView()
  const levels = shallowReactive(new Map<Ground, ValueLevels>())
  /** A window of a file is shown at once and kept when the drag is over; `window` null: the first preset. */
  const unkept = shallowRef<{ readonly window: DisplayWindow | null } | null>(null)
  const chosen = shallowReactive(new Map<Ground, DisplayWindow>())
  const ground = computed(() => grounds[picture().view])
  const range = computed<readonly [number, number]>(() => {
    const { range: own = [0, 1] } = levels.get(ground.value) ?? {}
    if (ground.value !== 'difference') return own
    const most = Math.max(...own.map(Math.abs), Number.EPSILON)
    return [-most, most]
  })
  const presets = computed(() => {
    const isFile = ground.value === 'file'
    const percentiles = ground.value === 'difference' ? null : (levels.get(ground.value)?.percentiles ?? null)
    const { unit, windows = [] } = picture()
    const all = windowPresets({
      ...{ range: range.value, percentiles },
      ...{ unit: isFile ? unit : '', windows: isFile ? windows : [] },
    })
    // Until a slice has told the values, there is no window of all of them: the last preset.
    return levels.has(ground.value) ? all : all.slice(0, -1)
  })
  const kept = computed(() => {
    if (ground.value !== 'file') return chosen.get(ground.value)
    return unkept.value === null ? study.view.value.windows[picture().name] : unkept.value.window
  })
  const display = computed(() => kept.value ?? presets.value[0] ?? { low: 0, high: 1 })
  const isInverted = computed(() => ground.value === 'file' && picture().isInverted === true)
  const shown = computed(() => {
    const { low, high } = display.value
    return isInverted.value ? { low: high, high: low } : display.value
  })
  const words = computed(() => {
    const unit = ground.value === 'file' ? picture().unit : ''
    return [windowWords(display.value), unit, isInverted.value ? 'inverted' : ''].filter(Boolean).join(' ')
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = (window: DisplayWindow | null): void => {
    clearTimeout(timer)
    unkept.value = { window }
    const { name } = picture()
    timer = setTimeout(() => {
      void study.set({ windows: { [name]: window === null ? null : { low: window.low, high: window.high } } })
      unkept.value = null
    }, keepAfterMs)
  }
  return {
    ...{ display, shown, words, presets, range },
    set: (window) => {
      // Of a picture of one value no window has a width.
      if (window !== null && !(window.low < window.high)) return
      if (ground.value === 'file') keep(window)
      else if (window === null) chosen.delete(ground.value)
      else chosen.set(ground.value, window)
    },
    learn: (view, found) => {
      // A masked part has other values: black and white stay those of the picture that it is compared with.
      if (view !== 'masked' || !levels.has('model')) levels.set(grounds[view], found)
    },
  }
}

/** A drag changes the window many times. */
const keepAfterMs = 300
