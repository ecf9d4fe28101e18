/** 1 of 10: the text of a study file -> the study, or every problem it has with its line and key. */
import { LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { studySchema, type Study } from '@shared/study'
import { crossCheck } from './cross-check'
import { describeIssue } from './describe-issue'

/** Where a study is wrong and what was expected there. */
export interface StudyProblem {
  readonly code: 'study/invalid'
  readonly details: {
    readonly file: string
    /** From 1. */
    readonly line: number
    /** Dotted path, list items by their name where they have one: modalities.image.parts */
    readonly key: string
    readonly expected: string
    readonly more: number
  }
}

/** A key path as zod and yaml say it. */
export type KeyPath = readonly (string | number)[]

export interface CheckedText {
  /** Null when the text does not follow the schema. */
  readonly study: Study | null
  readonly problems: readonly StudyProblem[]
}

/** Checks the text: first that it is YAML, then the schema, then what hangs together across keys. */
export function checkStudyText(text: string, file: string): CheckedText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line
    return {
      study: null,
      problems: [toProblem(file, line, '', `YAML (${broken.message.split('\n')[0] ?? ''})`)],
    }
  }
  const value: unknown = document.toJS()
  const at = (path: KeyPath, expected: string): StudyProblem =>
    toProblem(file, lineOf(document, lines, path), keyOf(value, path), expected)
  const parsed = studySchema.safeParse(value)
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap((issue) => describeIssue(issue as z.core.$ZodIssue, value))
    return { study: null, problems: issues.map(({ path, expected }) => at(path, expected)) }
  }
  return {
    study: parsed.data,
    problems: crossCheck(parsed.data).map(({ path, expected }) => at(path, expected)),
  }
}

function toProblem(file: string, line: number, key: string, expected: string): StudyProblem {
  return { code: 'study/invalid', details: { file, line, key, expected, more: 0 } }
}

/** Line of the deepest node on the path that exists; a missing key is reported where it should stand. */
function lineOf(document: Document, lines: LineCounter, path: KeyPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    const range = nodeRange(node)
    if (range !== null) return lines.linePos(range).line
  }
  return 1
}

function nodeRange(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return null
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : null
}

/** Dotted path for people; a list item with a name is called by it. */
function keyOf(value: unknown, path: KeyPath): string {
  const words: string[] = []
  let here: unknown = value
  for (const step of path) {
    here =
      typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined
    const name = typeof here === 'object' && here !== null && 'name' in here ? here.name : undefined
    words.push(typeof step === 'number' && typeof name === 'string' ? name : String(step))
  }
  return words.join('.')
}
