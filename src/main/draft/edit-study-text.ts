/** Changes of the text of a study file: single settings are changed, the rest stays letter for letter. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { AppError } from '@shared/errors'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { valueAt, type KeyPath } from '../dataset/key-path'
import { editData, isMapping, noPlace, type Edit } from './plain-edit'
import { reorderList } from './reorder-list'
import { spliceEdit } from './splice-edit'
import { findMarks, leadsTo, withoutMarks } from './study-marks'

/** Makes the edits one after the other, and takes away the marks of what they touch. Errors: study/not-yaml, study/not-json, study/no-place. */
export function editStudyText(text: string, file: string, edits: readonly Edit[]): string {
  return edits.reduce((before, edit) => editOnce(before, file, edit), text)
}

/** Takes away the marks at and below the paths; all of them when there are none. Gaps stay until they are filled. Errors: study/not-yaml. */
export function confirmStudyText(text: string, file: string, paths: readonly KeyPath[]): string {
  const marked = findMarks(parse(text, file)).filter(
    ({ path, mark }) =>
      mark?.kind !== 'fill-in' && (paths.length === 0 || paths.some((outer) => leadsTo(outer, path))),
  )
  return withoutMarks(text, marked)
}

function editOnce(text: string, file: string, edit: Edit): string {
  if (edit.value !== undefined && !z.json().safeParse(edit.value).success)
    throw new AppError('study/not-json', { key: edit.path.join('.') })
  const document = parse(text, file)
  const before = toData(document)
  const wanted = editData(before, edit)
  if (isDeepStrictEqual(before, wanted) && edit.value === undefined) return text
  const touched = findMarks(document).filter(
    ({ path }) => leadsTo(path, edit.path) || leadsTo(edit.path, path),
  )
  const bare = withoutMarks(text, touched)
  return change(bare, file, edit, wanted)
}

function change(text: string, file: string, edit: Edit, wanted: unknown): string {
  const says = (changed: string | null): changed is string => changed !== null && readsAs(changed, wanted)
  const small = finer(text, file, edit)
  if (says(small)) return small
  const spliced = spliceEdit(text, parse(text, file), edit)
  if (says(spliced)) return spliced
  const rewritten = rewrite(text, file, edit)
  if (says(rewritten)) return rewritten
  throw noPlace(edit.path)
}

/** A mapping or list that is exchanged for one much like it is changed where they differ; null where it is not that. */
function finer(text: string, file: string, { path, value }: Edit): string | null {
  const before = valueAt(toData(parse(text, file)), path)
  if (isMapping(before) && isMapping(value)) return finerMapping(text, file, path, [before, value])
  if (!Array.isArray(before) || !Array.isArray(value)) return null
  const lists: readonly [readonly unknown[], readonly unknown[]] = [before, value]
  const reordered = reorderList(text, parse(text, file), path, lists)
  if (reordered === null) return null
  return reordered.changed.reduce<string | null>((rest, index) => {
    if (rest === null) return null
    const edit = { path: [...path, index], value: lists[1][index] }
    return finer(rest, file, edit) ?? spliceEdit(rest, parse(rest, file), edit)
  }, reordered.text)
}

function finerMapping(
  text: string,
  file: string,
  path: KeyPath,
  [before, after]: readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>],
): string | null {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  if (!Object.keys(after).some((key) => key in before)) return null
  return keys.reduce<string | null>((rest, key) => {
    if (rest === null || isDeepStrictEqual(before[key], after[key])) return rest
    const edit = { path: [...path, key], value: after[key] }
    return (key in before ? finer(rest, file, edit) : null) ?? spliceEdit(rest, parse(rest, file), edit)
  }, text)
}

/** What cannot be changed in place is written anew: comments stay, blanks may not. */
function rewrite(text: string, file: string, { path, value }: Edit): string | null {
  const document = parse(text, file)
  try {
    if (value === undefined) document.deleteIn(path)
    else document.setIn(path, document.createNode(value))
    return document.toString({ lineWidth: 0, flowCollectionPadding: true })
  } catch {
    return null
  }
}

function readsAs(text: string, wanted: unknown): boolean {
  const document = parseDocument(text)
  if (document.errors.length > 0) return false
  try {
    return isDeepStrictEqual(document.toJS(), wanted)
  } catch {
    return false
  }
}

function parse(text: string, file: string): Document {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    keepSourceTokens: true,
    lineCounter: lines,
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error === undefined) return document
  throw new AppError('study/not-yaml', { file, line: lines.linePos(error.pos[0]).line })
}

/** Null where the text is empty or its aliases unfold without end. */
function toData(document: Document): unknown {
  try {
    return document.toJS() as unknown
  } catch {
    return null
  }
}
