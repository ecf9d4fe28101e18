/** What a viewer shows of a picture: which grid, where the crosshair is, which values are black and white. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { composeAffines, invertAffine, toLps } from '@shared/picture/lps'
import type { Percentiles, ValueWindow } from '@shared/picture/value-window'
import { planesOf, type Placement, type Plane, type Planes, type Voxel } from '@shared/picture/planes'
import { windowPresets, type DisplayWindow, type WindowPreset } from './display-window'
import type { SlicePlace, SliceView } from './slice-place'

export interface ViewedPicture {
  /** Null for what is shown as the model sees it alone. */
  readonly source: Placement | null
  readonly model: Placement
  /** Index of the tensor -> index of the file. */
  readonly inFile: readonly number[]
  /** Of the values of the file. */
  readonly unit: string
  /** That the file proposes. */
  readonly windows?: readonly ValueWindow[]
}

export interface Viewer {
  readonly view: Ref<SliceView>
  readonly placement: ComputedRef<Placement>
  readonly planes: ComputedRef<Planes>
  /** The planes in their order on the screen, the large one first. */
  readonly panes: ComputedRef<readonly Plane[]>
  readonly large: Ref<number>
  /** Whole indices of the grid that is shown. */
  readonly cross: Ref<Voxel>
  readonly hasBoth: ComputedRef<boolean>
  /** From the grid that is shown to that of the model, and back. */
  readonly toModel: ComputedRef<readonly number[]>
  readonly fromModel: ComputedRef<readonly number[]>
  readonly range: Ref<readonly [number, number]>
  /** Null until a slice has said it. */
  readonly percentiles: Ref<Percentiles | null>
  readonly presets: ComputedRef<readonly WindowPreset[]>
  readonly window: Ref<DisplayWindow | null>
  readonly sliceOf: (plane: Plane) => SlicePlace
  readonly stepAlong: (plane: Plane, slices: number) => void
  readonly turnView: () => void
  /** Moves the crosshair to a place of the grid that is shown. */
  readonly goTo: (voxel: Voxel) => void
  readonly setWindow: (window: DisplayWindow | null) => void
  /** Moves the crosshair to a place of the model's grid. */
  readonly goToModel: (voxel: Voxel) => void
}

const identity: readonly number[] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
const axisPlace = { x: 0, y: 1, z: 2 } as const

/** Begins with the crosshair at `start` of the model's grid, or in the middle. */
export function useViewer(picture: () => ViewedPicture, start: () => Voxel | null): Viewer {
  const view = ref<SliceView>('source')
  const hasBoth = computed(() => picture().source !== null)
  const placement = computed(() => (view.value === 'source' ? picture().source : null) ?? picture().model)
  const planes = computed(() => planesOf(placement.value))
  const large = ref(0)
  const panes = computed(() => {
    const all = planes.value.planes
    const first = all[large.value % all.length]
    return first === undefined ? all : [first, ...all.filter((one) => one !== first)]
  })
  const isModel = computed(() => view.value === 'model' || !hasBoth.value)
  const fromModel = computed(() => (isModel.value ? identity : picture().inFile))
  const toModel = computed(() => invertAffine(fromModel.value) ?? identity)
  const inside = ([x, y, z]: Voxel): Voxel => {
    const [depth, height, width] = placement.value.dims
    const keep = (place: number, length: number): number =>
      Math.max(0, Math.min(length - 1, Math.round(place)))
    return [keep(x, width), keep(y, height), keep(z, depth)]
  }
  const middle = (): Voxel => {
    const [depth, height, width] = placement.value.dims
    return [Math.floor(width / 2), Math.floor(height / 2), Math.floor(depth / 2)]
  }
  const begin = (): Voxel => {
    const first = start()
    return first === null ? middle() : inside(toLps(fromModel.value, first))
  }
  const cross = shallowRef<Voxel>(begin())
  watch(picture, () => {
    cross.value = begin()
  })
  const range = ref<readonly [number, number]>([0, 1])
  const unit = computed(() => (isModel.value ? '' : picture().unit))
  const percentiles = ref<Percentiles | null>(null)
  const windows = computed(() => (isModel.value ? [] : (picture().windows ?? [])))
  const presets = computed(() =>
    windowPresets({
      ...{ unit: unit.value, range: range.value },
      ...{ percentiles: percentiles.value, windows: windows.value },
    }),
  )
  const window = ref<DisplayWindow | null>(null)
  const turnView = (): void => {
    if (!hasBoth.value) return
    const before = fromModel.value
    view.value = view.value === 'source' ? 'model' : 'source'
    // The same place on the other grid.
    const between = composeAffines(fromModel.value, invertAffine(before) ?? identity)
    cross.value = inside(toLps(between, cross.value))
    window.value = null
  }
  const goTo = (voxel: Voxel): void => {
    cross.value = inside(voxel)
  }
  const setWindow = (chosen: DisplayWindow | null): void => {
    window.value = chosen
  }
  const goToModel = (voxel: Voxel): void => {
    cross.value = inside(toLps(fromModel.value, voxel))
  }
  const sliceOf = ({ slices }: Plane): SlicePlace => ({
    view: isModel.value ? 'model' : 'source',
    axis: slices.axis,
    index: cross.value[axisPlace[slices.axis]],
  })
  const stepAlong = ({ slices }: Plane, count: number): void => {
    const place = axisPlace[slices.axis]
    const next = [...cross.value] as [number, number, number]
    next[place] += slices.isFlipped ? 0 - count : count
    cross.value = inside(next)
  }
  return {
    ...{ view, placement, planes, panes, large, cross, hasBoth, toModel, fromModel, range, presets, window },
    percentiles,
    ...{ sliceOf, stepAlong, turnView, goTo, setWindow, goToModel },
  }
}
