/** Looks at the files that cases name, a piece at a time: which are not there, and which hold the same bytes as another. */
import { at } from '@shared/at'
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { FileCheck } from '@shared/cohort'
import { onlyFor, unlessBug, whereRefused } from '@shared/expected-failure'
import type { Cohort } from '../../dataset/cohort/cohort'
import type { CaseMarks } from '../../dataset/cohort/list-cases'
import type { OpenStudy } from '../../dataset/open-study'
import { filesOf, sourceRef } from '../../dataset/source-ref'
import { readPieces } from '../../files/read-bytes'

/** A question takes about so long, so that others are answered in between. */
const pieceMs = 400

export interface FileChecker {
  /** Changes whenever a flag may have changed. */
  readonly version: () => number
  /** Looks at some more files. */
  readonly goOn: (signal?: AbortSignal) => Promise<FileCheck>
}

interface NamedFile {
  readonly path: string
  readonly rows: number[]
}

interface Progress {
  looked: number
  compared: number
  readonly missing: Set<NamedFile>
  /** Files of one size; what is alone in its size is like no other. */
  readonly bySize: Map<number, NamedFile[]>
  readonly byContent: Map<string, NamedFile[]>
  same: number
  version: number
}

/** Writes into the flags missing-file and same-content of `marks`. */
export function createFileCheck(open: OpenStudy, cohort: Cohort, marks: CaseMarks): FileChecker {
  const state: Progress = {
    ...{ looked: 0, compared: 0, same: 0, version: 0, missing: new Set() },
    ...{ bySize: new Map(), byContent: new Map() },
  }
  let files: readonly NamedFile[] | null = null
  let doubtful: readonly (readonly [number, NamedFile])[] | null = null
  const mark = (flag: 'missing-file' | 'same-content', { rows }: NamedFile): void => {
    for (const row of rows) marks.flags[flag][row] = 1
    state.version += 1
  }
  const goOn = async (signal?: AbortSignal): Promise<FileCheck> => {
    const end = performance.now() + pieceMs
    const isTime = (): boolean => performance.now() < end && signal?.aborted !== true
    files ??= namedFiles(open, cohort)
    for (; state.looked < files.length && isTime(); state.looked += 1) {
      const file = files[state.looked]
      if (file !== undefined && (await look(state, file))) mark('missing-file', file)
    }
    if (state.looked < files.length) return answer(state, 'looking', state.looked, files.length)
    doubtful ??= [...state.bySize].flatMap(([size, group]) =>
      group.length > 1 ? group.map((file) => [size, file] as const) : [],
    )
    for (; state.compared < doubtful.length && isTime(); state.compared += 1) {
      const [size, file] = at(doubtful, state.compared)
      for (const same of await compare(state, size, file)) mark('same-content', same)
    }
    const isDone = state.compared === doubtful.length
    return answer(state, isDone ? 'done' : 'comparing', state.compared, doubtful.length)
  }
  return { goOn, version: () => state.version }
}

function answer(
  { missing, same }: Progress,
  phase: FileCheck['phase'],
  done: number,
  total: number,
): FileCheck {
  return { phase, done, total, missingCount: missing.size, sameCount: same }
}

/** Every file once, with the cases that name it. */
function namedFiles(open: OpenStudy, cohort: Cohort): NamedFile[] {
  const found = new Map<string, NamedFile>()
  for (const [row, datasetCase] of cohort.cases.entries()) {
    for (const modality of open.study.modalities) {
      for (const path of pathsOf(() => filesOf(sourceRef(open, modality, datasetCase)))) {
        const file = found.get(path) ?? { path, rows: [] }
        found.set(path, file)
        file.rows.push(row)
      }
    }
  }
  return [...found.values()]
}

/** A case whose cell is empty names no file. */
function pathsOf(find: () => readonly string[]): readonly string[] {
  try {
    return find()
  } catch (thrown) {
    return onlyFor(['table/no-cell'], [])(thrown)
  }
}

/** True for a file that is not there. Folders are looked for and no more. */
async function look({ missing, bySize }: Progress, file: NamedFile): Promise<boolean> {
  const entry = await stat(file.path).catch(whereRefused(null))
  if (entry === null) missing.add(file)
  else if (entry.isFile()) {
    const group = bySize.get(entry.size)
    if (group === undefined) bySize.set(entry.size, [file])
    else group.push(file)
  }
  return entry === null
}

/** The files that are found to be the same by this one. What cannot be read is like no other. */
async function compare(state: Progress, size: number, file: NamedFile): Promise<readonly NamedFile[]> {
  const hash = createHash('sha256')
  const isRead = await readPieces(file.path, (piece) => hash.update(piece)).then(() => true, unlessBug(false))
  if (!isRead) return []
  const key = `${size} ${hash.digest('hex')}`
  const group = state.byContent.get(key)
  if (group === undefined) {
    state.byContent.set(key, [file])
    return []
  }
  group.push(file)
  state.same += group.length === 2 ? 2 : 1
  return group.length === 2 ? group : [file]
}
