/** A label map of a file -> the part of every element of the tensor (method.md section 2). */
import { at } from '@shared/at'
import { AppError, type ErrorData } from '@shared/errors'
import { restName, type LabelParts } from '@shared/kinds'
import type { LabelValue } from '../../readers/source-value'
import { isAboutPlace, statesPlace } from '../../readers/stated-place'
import type { Grid, GridSettings, TensorPlace } from '../grid'
import type { GridShape } from '../source-grid'
import { alignLabels, type PlacedGrid } from './align-labels'
import type { LabelMap, MappedLabel } from './label-map'
import { applyLabelStep } from './label-step'

/** What the map is made for: the picture as its file has it, and behind its steps. */
export interface LabelledPicture {
  readonly steps: GridSettings['steps']
  readonly shape: GridShape
  readonly first: PlacedGrid
  readonly last: Grid
}

export interface MadeLabelMap {
  readonly map: LabelMap
  readonly notices: readonly ErrorData[]
}

/**
 * Aligns the map with the picture, carries it through the picture's steps and names its parts; labels of one name are one part.
 * Notices: those of the map's reader, labels/voxel-on-voxel, labels/none, labels/off-picture, labels/vanished. Errors: those of alignLabels and of the steps.
 */
export function makeLabelMap(
  value: LabelValue,
  parts: LabelParts,
  { steps, shape, first, last }: LabelledPicture,
  place: TensorPlace,
): MadeLabelMap {
  const where = { ...place, file: value.file }
  const own: PlacedGrid = { grid: shape.toGrid(value.map, place), isStated: statesPlace(value.map) }
  const aligned = alignLabels(own, first, where)
  const grid = steps.reduce((changed, step) => applyLabelStep(changed, step, place), aligned)
  if (grid.dims.join() !== last.dims.join())
    throw new AppError('bug/unexpected', { where: 'makeLabelMap', words: grid.dims.join(' x ') })
  const nameOf = createNames(value.names, parts)
  const found = namesIn(grid.values, nameOf)
  const notices: ErrorData[] = [
    ...placeNotices(value, own, first),
    ...lossNotices(value.file, namesIn(own.grid.values, nameOf), namesIn(aligned.values, nameOf), found),
  ]
  return { map: toMap(grid, found, nameOf, parts.rest, place.caseId), notices }
}

/** What the map's reader noticed; in place of an assumed place, which is not used, that the map lies voxel on voxel. */
function placeNotices({ file, map }: LabelValue, own: PlacedGrid, picture: PlacedGrid): ErrorData[] {
  const others = (map.notices ?? []).filter((notice) => !isAboutPlace(notice))
  const unplaced = [
    ...(own.isStated ? [] : ['map' as const]),
    ...(picture.isStated ? [] : ['picture' as const]),
  ]
  if (unplaced.length === 0) return others
  return [...others, { code: 'labels/voxel-on-voxel', details: { file, dims: own.grid.dims, unplaced } }]
}

type Names = ReadonlyMap<string, number>

/** Which labels of the file are lost on the way to the picture's grid, and which of the others behind its steps. */
function lossNotices(file: string, given: Names, aligned: Names, found: Names): ErrorData[] {
  const lost = (before: Names, after: Names): string[] =>
    [...before.keys()].filter((name) => !after.has(name))
  const [off, vanished] = [lost(given, aligned), lost(aligned, found)]
  return [
    ...(given.size === 0 ? [{ code: 'labels/none' as const, details: { file } }] : []),
    ...(off.length === 0 ? [] : [{ code: 'labels/off-picture' as const, details: { file, labels: off } }]),
    ...(vanished.length === 0
      ? []
      : [{ code: 'labels/vanished' as const, details: { file, labels: vanished } }]),
  ]
}

type NameOf = (value: number) => string | null

/** The name of a value; null for what counts as having no label. */
function createNames(own: LabelValue['names'], { names, only }: Pick<LabelParts, 'names' | 'only'>): NameOf {
  const known = new Map<number, string | null>([[0, null]])
  const find = (value: number): string | null => {
    const called = own.get(value) ?? names[String(value)]
    const name = called === undefined || called === restName ? `label ${value}` : called
    return only === undefined || only.includes(value) || only.includes(name) ? name : null
  }
  return (value) => {
    const found = known.get(value)
    if (found !== undefined) return found
    const name = find(value)
    known.set(value, name)
    return name
  }
}

/** The smallest value of every name that is there, by value. */
function namesIn(values: Float32Array, nameOf: NameOf): Names {
  const distinct = [...new Set(values)].toSorted((a, b) => a - b)
  const smallest = new Map<string, number>()
  for (const value of distinct) {
    const name = nameOf(value)
    if (name !== null && !smallest.has(name)) smallest.set(name, value)
  }
  return smallest
}

function toMap(
  { dims, values }: Grid,
  found: ReadonlyMap<string, number>,
  nameOf: NameOf,
  rest: LabelParts['rest'],
  caseId: string,
): LabelMap {
  const names = [...found.keys()]
  const places = new Map(names.map((name, index) => [name, index]))
  const restPlace = rest === 'part' ? names.length : -1
  const counts = Array<number>(names.length + 1).fill(0)
  const partOf = Int32Array.from(values, (value) => {
    const name = nameOf(value)
    const part = name === null ? restPlace : (places.get(name) ?? restPlace)
    if (part >= 0) counts[part] = at(counts, part) + 1
    return part
  })
  const labels = names.map((name, index): MappedLabel => {
    return { name, value: found.get(name) ?? null, voxels: at(counts, index) }
  })
  const restVoxels = at(counts, names.length)
  const all = restVoxels === 0 ? labels : [...labels, { name: restName, value: null, voxels: restVoxels }]
  return { caseId, dims, labels: all, partOf }
}
