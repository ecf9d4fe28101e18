/** A model input of rank 3 to 5 -> a drafted image or volume. */
import { statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ModelValue } from '@shared/model'
import type { TableColumn } from '../dataset/describe-columns'
import type { DraftLook } from './kind'
import { findCt, type CtEvidence } from './volume/find-ct'
import { guessed, inline, remark, toFillIn, type Drafted, type DraftedModality } from '../dataset/draft-mark'
import { toModalityName } from '../dataset/draft-names'
import type { Table } from '../dataset/table/table'

type Kind = 'image' | 'volume'
type Layout = 'channels-first' | 'channels-last' | 'no-channels'

/** How the axes of an input are read. Spatial lengths are [height, width] or [depth, height, width], null where free. */
interface Axes {
  readonly kind: Kind
  readonly layout: Layout
  readonly channels: number | null
  readonly spatial: readonly (number | null)[]
}

/** True for an input of decimal numbers with the axes of the kind. */
export function takesGrid(kind: Kind, { dims, dtype }: ModelValue): boolean {
  return dtype.startsWith('float') && ranks[kind].includes(dims.length)
}

const ranks: Readonly<Record<Kind, readonly number[]>> = { image: [3, 4], volume: [5] }

/** Drafts an image (rank 3 and 4) or a volume (rank 5) with the path column that fits it best. */
export function draftGrid(value: ModelValue, { columns, table, tablePath }: DraftLook): DraftedModality {
  const axes = readAxes(value.dims)
  const column = choosePathColumn(axes.kind, columns, table, tablePath)
  const source =
    column === null
      ? toFillIn(`the column with the path of the ${axes.kind}`)
      : guessed(column.name, 'its cells look like paths')
  const modality = {
    name: toModalityName(value.name),
    kind: guessed(axes.kind, `rank ${value.dims.length} [${value.dims.map((dim) => dim ?? '?').join(', ')}]`),
    input: value.name,
    source: { column: source },
    layout: guessed(
      axes.layout,
      axes.channels === null
        ? 'no axis looks like channels'
        : `${axes.channels} ${axes.channels === 1 ? 'channel' : 'channels'}`,
    ),
    steps: draftSteps(axes, () => findCt(firstPath(column, table, tablePath), namesOf(value, column))),
    parts: 'matchParts',
    replacement: 'case-mean',
  }
  return { modality, taken: column === null ? [] : [column.name] }
}

function readAxes(dims: ModelValue['dims']): Axes {
  const lengths = dims.slice(1).map((dim) => (typeof dim === 'number' ? dim : null))
  const kind = dims.length === 5 ? 'volume' : 'image'
  if (dims.length === 3) return { kind, layout: 'no-channels', channels: null, spatial: lengths }
  const first = lengths[0] ?? null
  const last = lengths.at(-1) ?? null
  const isLast = isColour(last) && !isColour(first)
  return isLast
    ? { kind, layout: 'channels-last', channels: last, spatial: lengths.slice(0, -1) }
    : { kind, layout: 'channels-first', channels: first, spatial: lengths.slice(1) }
}

function isColour(length: number | null): boolean {
  return length === 1 || length === 3 || length === 4
}

function firstPath(column: TableColumn | null, table: Table, tablePath: string): string | null {
  return column === null ? null : resolve(dirname(tablePath), firstCell(table, column.name))
}

function namesOf(value: ModelValue, column: TableColumn | null): string[] {
  return [value.name, ...(column === null ? [] : [column.name])]
}

function draftSteps({ kind, channels, spatial }: Axes, judgeCt: () => CtEvidence): Drafted {
  const size = spatial.filter((length) => length !== null)
  const resizeTo = (why: string): Drafted[] =>
    size.length === spatial.length ? [guessed({ step: 'resize', size }, why)] : []
  const resize = resizeTo('what the model takes; drop it if the files have this size')
  if (kind === 'volume') {
    const { isCt, why } = judgeCt()
    if (!isCt) {
      const words = `${why}, so no window in HU: add clip, scale or normalise as in the training`
      return resize.length === 0 ? remark([], words) : resizeTo(`what the model takes; ${words}`)
    }
    const clip = { step: 'clip', min: -1000, max: 400 }
    const window = guessed(clip, `CT in HU (${why}); use the values of the training`)
    return [...resize, window, inline({ step: 'scale', from: [-1000, 400], to: [0, 1] })]
  }
  const order = channels === 3 ? 'rgb' : 'grey'
  const colour =
    channels === null || channels === 1 || channels === 3
      ? [guessed({ step: 'channels', order }, 'by the number of channels')]
      : []
  const scale = guessed(
    { step: 'scale', from: [0, 255], to: [0, 1] },
    '8 bits; add { step: normalise, mean, std } as in the training',
  )
  return [...colour, ...resize, scale]
}

/** The path column whose first cell fits best: by its ending, or by what lies there. */
function choosePathColumn(
  kind: Kind,
  columns: readonly TableColumn[],
  table: Table,
  tablePath: string,
): TableColumn | null {
  const scored = columns
    .filter(({ type }) => type === 'path' || type === 'id')
    .map((column) => ({ column, score: scorePath(kind, firstCell(table, column.name), dirname(tablePath)) }))
    .filter(({ score }) => score > 0)
  return scored.toSorted((a, b) => b.score - a.score)[0]?.column ?? null
}

function firstCell(table: Table, column: string): string {
  return table.rows.map(({ cells }) => (cells[column] ?? '').trim()).find((cell) => cell !== '') ?? ''
}

function scorePath(kind: Kind, cell: string, folder: string): number {
  if (cell === '' || /\.txt$/i.test(cell)) return 0
  const found = lookAt(resolve(folder, cell))
  const isThere = found === undefined ? 0 : 4
  if (found?.isDirectory() === true) return kind === 'volume' ? isThere + 2 : 0
  if (/\.(png|jpe?g)$/i.test(cell)) return kind === 'image' ? isThere + 2 : 0
  if (/\.nii(\.gz)?$/i.test(cell)) return kind === 'volume' ? isThere + 2 : 0
  if (/\.(npy|dcm)$/i.test(cell)) return isThere + 1
  return isThere > 0 || (/[\\/]/.test(cell) && kind === 'volume') ? isThere + 1 : 0
}

/** A cell may hold anything, also what no file system takes as a path. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
