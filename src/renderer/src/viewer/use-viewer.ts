/** What a viewer shows of a picture: which grid, and where the crosshair is. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { composeAffines, invertAffine, toLps } from '@shared/picture/lps'
import { planesOf, type Placement, type Plane, type Planes, type Voxel } from '@shared/picture/planes'
import type { ValueWindow } from '@shared/picture/value-window'
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
  /** Large values of the file are dark; what the model sees is shown as it is. */
  readonly isInverted?: boolean
}

export interface Viewer {
  readonly view: ComputedRef<SliceView>
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
  readonly sliceOf: (plane: Plane) => SlicePlace
  readonly stepAlong: (plane: Plane, slices: number) => void
  /** Shows another view at the same place of the patient. */
  readonly show: (view: SliceView) => void
  /** Moves the crosshair to a place of the grid that is shown. */
  readonly goTo: (voxel: Voxel) => void
  /** Moves the crosshair to a place of the model's grid. */
  readonly goToModel: (voxel: Voxel) => void
}

const identity: readonly number[] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
const axisPlace = { x: 0, y: 1, z: 2 } as const

/** Begins with the crosshair at `start` of the model's grid, or in the middle. `masked` is the part that masked views are of. */
export function useViewer(
  picture: () => ViewedPicture,
  start: () => Voxel | null,
  masked: () => number | null = () => null,
): Viewer {
  const wanted = ref<SliceView>('source')
  const hasBoth = computed(() => picture().source !== null)
  const view = computed(() => (wanted.value === 'source' && !hasBoth.value ? 'model' : wanted.value))
  const isModel = computed(() => view.value !== 'source')
  const placement = computed(() => (isModel.value ? null : picture().source) ?? picture().model)
  const planes = computed(() => planesOf(placement.value))
  const large = ref(0)
  const panes = computed(() => {
    const all = planes.value.planes
    const first = all[large.value % all.length]
    return first === undefined ? all : [first, ...all.filter((one) => one !== first)]
  })
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
  return {
    ...{ view, placement, planes, panes, large, cross, hasBoth, toModel, fromModel },
    show: (next) => {
      const before = fromModel.value
      wanted.value = next
      // The same place on the other grid.
      const between = composeAffines(fromModel.value, invertAffine(before) ?? identity)
      cross.value = inside(toLps(between, cross.value))
    },
    goTo: (voxel) => {
      cross.value = inside(voxel)
    },
    goToModel: (voxel) => {
      cross.value = inside(toLps(fromModel.value, voxel))
    },
    sliceOf: ({ slices }) => {
      const shown = view.value
      const part = shown === 'masked' || shown === 'difference' ? masked() : null
      const place = { axis: slices.axis, index: cross.value[axisPlace[slices.axis]] }
      return part === null
        ? { ...place, view: shown === 'source' ? shown : 'model' }
        : { ...place, view: shown, part }
    },
    stepAlong: ({ slices }, count) => {
      const place = axisPlace[slices.axis]
      const next = [...cross.value] as [number, number, number]
      next[place] += slices.isFlipped ? 0 - count : count
      cross.value = inside(next)
    },
  }
}
