import { createPartsAt } from '@shared/picture/part-at'
import { planesOf } from '@shared/picture/planes'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { createPinia, setActivePinia } from 'pinia'
import { colourParts } from '@/viewer/draw-map'
import { boundsOf, partsAtPixel, partsOver, type PartsOver } from '@/viewer/parts-over'
import { dragWindow, windowPresets, windowWords } from '@/viewer/display-window'
import { toAct } from '@/viewer/keys'
import type { FetchSlice, SlicePlace } from '@/viewer'
import { useChannels } from '@/viewer/use-channels'
import { useSlices } from '@/viewer/use-slices'
import { useViewer } from '@/viewer/use-viewer'

/** Stored with x to the right, y to the front, z to the head: everything is flipped on the screen but z of slices. */
const affineLps = [-1, 0, 0, 3, 0, -1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1]
const placement = { dims: [2, 2, 4] as const, affineLps, pixels: null }
const [axial] = planesOf(placement).planes
const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
const layout = { kind: 'grid' as const, dims: [2, 2, 4], size: [2, 2, 2], stride: [2, 2, 2] }

const allParts = (over: PartsOver) => Array.from(over.keys, (_, pixel) => partsAtPixel(over, pixel))

describe('a map over a slice', () => {
  it('is turned as the slice is, pixel by pixel', () => {
    const over = partsOver(axial!, 0, identity, createPartsAt(layout))
    expect(allParts(over)).toEqual([[1], [1], [0], [0], [1], [1], [0], [0]])
    expect(boundsOf(over, 0)).toEqual({ left: 2, top: 0, width: 2, height: 2 })
    expect(boundsOf(over, 7)).toBeNull()
    const rgba = colourParts(over, { values: [0.01, 0.5], scale: { kind: 'absolute', limit: 1 } })
    expect([rgba[3], rgba[4 * 2 + 3]]).toEqual([153, 0])
  })

  it('lies where it is on the grid of another size', () => {
    // A file of 8 x 4 x 2 whose every second voxel is one of the model.
    const file = { dims: [2, 4, 8] as const, affineLps: null, pixels: null }
    const toModel = [0.5, 0, 0, -0.25, 0, 0.5, 0, -0.25, 0, 0, 1, 0, 0, 0, 0, 1]
    const over = partsOver(planesOf(file).planes[0]!, 0, toModel, createPartsAt(layout))
    expect(allParts(over).slice(0, 8)).toEqual([[0], [0], [0], [0], [1], [1], [1], [1]])
  })
})

describe('the crosshair', () => {
  it('keeps its place in the patient when the other grid is shown, and stays inside', () => {
    const source = { dims: [2, 4, 8] as const, affineLps: null, pixels: null }
    const inFile = [2, 0, 0, 0.5, 0, 2, 0, 0.5, 0, 0, 1, 0, 0, 0, 0, 1]
    const viewer = useViewer(
      () => ({ source, model: placement, inFile, unit: 'HU' }),
      () => [3, 1, 1],
    )
    expect(viewer.cross.value).toEqual([7, 3, 1])
    viewer.show('model')
    expect([viewer.view.value, viewer.cross.value]).toEqual(['model', [3, 1, 1]])
    viewer.goTo([99, -5, 0])
    expect(viewer.cross.value).toEqual([3, 0, 0])
    const [plane] = viewer.panes.value
    viewer.stepAlong(plane!, -1)
    expect(viewer.cross.value).toEqual([3, 0, 1])
  })
})

it('windows are those of CT for HU, and a drag changes width and level', () => {
  const facts = { unit: '', range: [-1000, 3000] as const, percentiles: null, windows: [] }
  expect(windowPresets({ ...facts, unit: 'HU' }).map(windowWords)).toContain('W 400 L 50')
  expect(windowPresets(facts).map(({ name }) => name)).toEqual(['All values'])
  expect(dragWindow({ low: 0, high: 100 }, [0, 1000], 0.1, 0.05)).toEqual({ low: 0, high: 200 })
  expect(windowWords(dragWindow({ low: 0, high: 10 }, [0, 1000], -1, 0))).toBe('W 1 L 5')
})

it('windows begin with those of the file, then those of CT or by percentiles, and all values; nine at most', () => {
  const facts = { unit: '', range: [0, 900] as const, percentiles: [1, 5, 600, 800] as const, windows: [] }
  const windows = Array.from({ length: 8 }, (_, index) => ({
    name: `File ${index + 1}`,
    low: 0,
    high: index + 1,
  }))
  const names = (change: object) => windowPresets({ ...facts, ...change }).map(({ name }) => name)
  expect(windowPresets(facts)).toEqual([
    { name: '1-99 %', low: 1, high: 800 },
    { name: '5-95 %', low: 5, high: 600 },
    { name: 'All values', low: 0, high: 900 },
  ])
  const few = windows.slice(0, 1)
  expect(names({ windows: few })).toEqual(['File 1', '1-99 %', '5-95 %', 'All values'])
  expect(names({ unit: 'HU', windows: few })).toEqual(
    ['File 1', 'Lung', 'Soft tissue', 'Bone', 'Brain', 'Liver', 'All values'], // prettier-ignore
  )
  expect([names({ windows }).length, names({ windows }).at(-1)]).toEqual([9, 'All values'])
  expect([names({ unit: 'HU', windows }).length, names({ unit: 'HU', windows })[2]]).toEqual([9, 'File 3'])
  // A mask: one value nearly everywhere.
  expect(names({ percentiles: [0, 0, 0, 0] })).toEqual(['All values'])
})

it('a channel group is shown by its own channels, colours only where all three belong together', () => {
  const group = useChannels(() => ({ group: [3], chosen: null }))
  group.count.value = 4
  expect([group.choices.value, group.shown.value, group.isColour.value]).toEqual([[3], 3, false])
  const all = useChannels(() => ({ group: null, chosen: null }))
  all.count.value = 3
  expect([all.choices.value, all.shown.value]).toEqual([[0, 1, 2], null])
})

it('keys with a modifier belong to the browser', () => {
  const key = (init: Partial<KeyboardEvent>) => toAct(init as KeyboardEvent)
  expect(key({ key: '3' })).toEqual({ act: 'preset', index: 2 })
  expect(key({ key: 'PageDown' })).toEqual({ act: 'step', slices: 10 })
  expect([key({ key: 'o', ctrlKey: true }), key({ key: 'q' })]).toEqual([null, null])
})

describe('slices', () => {
  interface Asked {
    readonly index: number
    readonly count: number
    readonly signal: AbortSignal
    readonly answer: () => void
  }
  const asked: Asked[] = []
  const fetch: FetchSlice = ({ index, count = 1 }, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
      const values = Int16Array.from({ length: count }, (_, slice) => index + slice)
      const slice = {
        dims: [1, 1, 1],
        stored: 'int16',
        pixels: btoa(String.fromCharCode(...new Uint8Array(values.buffer))),
      }
      asked.push({ index, count, signal, answer: () => { resolve(slice as never) } }) // prettier-ignore
    })
  const place = (index: number): SlicePlace => ({ view: 'source', axis: 'z', index })
  /** Nothing here waits for more than promises. */
  const settled = () => new Promise((resolve) => setTimeout(resolve))
  const indices = () => asked.map(({ index }) => index)
  const wanted = shallowRef(place(0))
  let scope = effectScope()
  const begin = (count: number) => {
    setActivePinia(createPinia())
    asked.length = 0
    wanted.value = place(0)
    scope = effectScope()
    return scope.run(() => useSlices(fetch, () => wanted.value, () => count))! // prettier-ignore
  }
  const ask = async (index: number) => {
    wanted.value = place(index)
    await settled()
  }
  const answer = async (which: number) => {
    asked[which]!.answer()
    await settled()
  }
  afterEach(() => {
    scope.stop()
  })

  it('are fetched one at a time, the newest first, with the next one ahead', async () => {
    const { shown } = begin(5)
    await nextTick()
    expect(indices()).toEqual([0])
    await ask(3)
    expect([asked[0]!.signal.aborted, indices()]).toEqual([true, [0, 3]])
    await answer(1)
    expect(shown.value?.values[0]).toBe(3)
    // Ahead of what was asked for, and shown at once when it is.
    expect(indices()).toEqual([0, 3, 4])
    await ask(4)
    expect(asked).toHaveLength(3)
    await answer(2)
    expect(shown.value?.values[0]).toBe(4)
    await ask(3)
    expect(shown.value?.values[0]).toBe(3)
  })

  it('are fetched far ahead only the way that is scrolled, and what lies ahead gives way to what is wanted', async () => {
    const { shown } = begin(100)
    await answer(0)
    await answer(1)
    // One before anybody scrolled.
    expect(indices()).toEqual([0, 1])
    await ask(50)
    await answer(2)
    await ask(49)
    for (const one of [4, 5, 6]) await answer(one)
    // Several at once, behind which none is missing before the next step.
    const counted = (from: number) => asked.slice(from).map(({ index, count }) => [index, count])
    expect(counted(2)).toEqual([[50, 1], [51, 4], [49, 1], [45, 4], [41, 4], [37, 4]]) // prettier-ignore
    await answer(7)
    expect(counted(8)).toEqual([])
    await ask(46)
    expect([shown.value?.values[0], ...counted(8)]).toEqual([46, [33, 4]])
    await ask(10)
    expect([asked[8]!.signal.aborted, ...counted(9)]).toEqual([true, [10, 1]])
    await answer(9)
    // No further than the first.
    await ask(3)
    await answer(11)
    await answer(12)
    expect(counted(11)).toEqual([[3, 1], [0, 3]]) // prettier-ignore
  })

  it('are seen while they fly by faster than they come: no two in a row are aborted', async () => {
    const { shown } = begin(100)
    await ask(10)
    await ask(20)
    await ask(30)
    expect([indices(), asked.map(({ signal }) => signal.aborted)]).toEqual([
      [0, 10],
      [true, false],
    ])
    await answer(1)
    expect([shown.value?.values[0], indices()]).toEqual([10, [0, 10, 30]])
    await answer(2)
    expect(shown.value?.values[0]).toBe(30)
  })

  it('that cannot be had are not asked for again until somebody wants them again', async () => {
    const refused = vi.fn(() => Promise.reject(new Error('gone')))
    setActivePinia(createPinia())
    wanted.value = place(0)
    scope = effectScope()
    const { hasFailed } = scope.run(() => useSlices(refused, () => wanted.value, () => 1))! // prettier-ignore
    await settled()
    expect([refused.mock.calls.length, hasFailed.value]).toEqual([1, true])
    wanted.value = { ...place(0), axis: 'y' }
    await settled()
    await ask(0)
    expect(refused.mock.calls.length).toBe(3)
  })
})
