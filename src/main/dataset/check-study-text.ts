/** The text of a study file -> the study, or every problem it has with its line and key. */
import { studySchema, type Study } from '@shared/study'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { crossCheck } from './cross-check'
import { describeIssue } from './describe-issue'
import { lineOfPath, toDottedKey, type KeyPath } from './key-path'

/** Where a study is wrong and what was expected there. */
export interface StudyProblem {
  readonly code: 'study/invalid'
  /** Empty where the text is not YAML. */
  readonly path: KeyPath
  readonly details: {
    readonly file: string
    /** From 1. */
    readonly line: number
    /** Dotted path, list items by their name where they have one: modalities.image.parts */
    readonly key: string
    readonly expected: string
    /** Sentences of the problems that are told with this one. */
    readonly others: readonly string[]
  }
}

export interface CheckedText {
  /** Null when the text does not follow the schema. */
  readonly study: Study | null
  readonly problems: readonly StudyProblem[]
}

/** Checks the text: first that it is YAML, then the schema, then what hangs together across keys. Lists all problems, in line order. */
export function checkStudyText(text: string, file: string): CheckedText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) =>
      toProblem(
        file,
        { path: [], line: lines.linePos(error.pos[0]).line, key: '' },
        describeYamlError(error),
      ),
    )
    return { study: null, problems: inLineOrder(problems) }
  }
  const plain = toPlain(document)
  if (plain === null)
    return { study: null, problems: [toProblem(file, { path: [], line: 1, key: '' }, aliasWords)] }
  const { value } = plain
  const at = (path: KeyPath, expected: string): StudyProblem =>
    toProblem(
      file,
      { path, line: lineOfPath(document, lines, path), key: toDottedKey(value, path) },
      expected,
    )
  const parsed = studySchema.safeParse(value)
  const found = parsed.success
    ? crossCheck(parsed.data)
    : parsed.error.issues.flatMap((issue) => describeIssue(issue, value))
  const problems = inLineOrder(found.map(({ path, expected }) => at(path, expected)))
  return { study: parsed.success ? parsed.data : null, problems }
}

const aliasWords = 'YAML whose aliases (*name) follow their anchor (&name) and are few'

/** Plain data of the document; null where an alias has no anchor or would unfold without end. */
function toPlain(document: Document): { value: unknown } | null {
  try {
    return { value: document.toJS() as unknown }
  } catch {
    return null
  }
}

function describeYamlError({ code, message }: { code: string; message: string }): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'every key at most once in a mapping'
    case 'TAB_AS_INDENT':
      return 'spaces for indentation, not tabs'
    case 'MULTIPLE_DOCS':
      return 'one YAML document per file (no line with ---)'
    default:
      return `YAML (${message.split('\n')[0] ?? ''})`
  }
}

interface ProblemPlace {
  readonly path: KeyPath
  readonly line: number
  readonly key: string
}

function toProblem(file: string, { path, line, key }: ProblemPlace, expected: string): StudyProblem {
  return { code: 'study/invalid', path, details: { file, line, key, expected, others: [] } }
}

function inLineOrder(problems: readonly StudyProblem[]): StudyProblem[] {
  return problems.toSorted((a, b) => a.details.line - b.details.line)
}
