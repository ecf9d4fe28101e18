/** What a key or a button of a viewer does. */
import { placeOf, voxelAt, type Plane, type Voxel } from '@shared/picture/planes'
import type { ViewerAct } from './keys'
import type { DisplayWindows } from './use-display-window'
import { switchOption, type ViewOptions } from './use-view-options'
import type { PlacedParts } from './use-viewed-parts'
import type { Viewer } from './use-viewer'

/** What the keys of the viewer reach of a pane. */
export interface PaneActs {
  readonly reset: () => void
  readonly scaleBy: (factor: number) => void
  /** One per channel of a pixel of the slice that is on the screen; none where that is another one. */
  readonly valuesAt: (voxel: Voxel) => readonly number[]
}

export interface ActTargets {
  readonly viewer: Viewer
  readonly windows: DisplayWindows
  readonly options: ViewOptions
  readonly placed: PlacedParts
  readonly isMaskable: () => boolean
  readonly goTo: (part: number) => void
  readonly nextScale: () => void
  readonly toggleCine: () => void
  readonly toggleHeader: () => void
  /** The large one first. */
  readonly panes: () => readonly PaneActs[]
}

export function createActs(targets: ActTargets): (one: ViewerAct) => void {
  const { viewer, windows, options } = targets
  return (one) => {
    if (switchOption(options, one)) return
    const [plane] = viewer.panes.value
    switch (one.act) {
      case 'step':
        if (plane !== undefined) viewer.stepAlong(plane, one.slices)
        break
      case 'cross':
        if (plane !== undefined) moveCross(viewer, plane, one)
        break
      case 'zoom':
        targets.panes()[0]?.scaleBy(one.factor)
        break
      case 'preset': {
        const preset = windows.presets.value[one.index]
        if (preset !== undefined) windows.set(preset)
        break
      }
      case 'part':
        goToNext(targets, one.by)
        break
      case 'reset':
        windows.set(null)
        for (const pane of targets.panes()) pane.reset()
        break
      case 'view':
        if (viewer.hasBoth.value) viewer.show(viewer.view.value === 'source' ? 'model' : 'source')
        break
      case 'masked':
        if (targets.isMaskable()) viewer.show(viewer.view.value === 'masked' ? 'model' : 'masked')
        break
      case 'scale':
        targets.nextScale()
        break
      case 'plane':
        viewer.large.value = (viewer.large.value + 1) % viewer.planes.value.planes.length
        break
      case 'cine':
        targets.toggleCine()
        break
      case 'header':
        targets.toggleHeader()
        break
      default:
    }
  }
}

function moveCross(
  { cross, goTo }: Viewer,
  plane: Plane,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): void {
  const { column, row, slice } = placeOf(plane, cross.value)
  goTo(voxelAt(plane, { column: column + columns, row: row + rows, slice }))
}

/** By the size of their effect, around again behind the last. */
function goToNext({ placed: { chosen, ranked }, goTo }: ActTargets, by: number): void {
  const place = chosen.value === null ? -1 : ranked.value.indexOf(chosen.value)
  const next = ranked.value.at((place + by) % Math.max(1, ranked.value.length))
  if (next !== undefined) goTo(next)
}
