/** An issue of the schema -> what was expected, in words. */
import type { z } from 'zod'
import { valueAt, type KeyPath } from './key-path'
import { knownKeys } from './known-keys'
import { nearestName } from './nearest-name'

export interface DescribedIssue {
  readonly path: KeyPath
  readonly expected: string
}

/** Describes an issue; of a union it takes the branch that the text comes closest to. `base` is what the issue's own path starts from. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown, base: KeyPath = []): DescribedIssue[] {
  const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], expected: describeKeys(key, root, path) }))
    case 'invalid_union':
      return describeUnion(issue, root, path)
    case 'invalid_value':
      return [{ path, expected: describeChoice(issue.values.map(String), root, path) }]
    case 'invalid_type':
      return [{ path, expected: `${typeWords(issue.expected)}${missingWords(root, path)}` }]
    case 'too_small':
      return [{ path, expected: sizeWords('at least', Number(issue.minimum), issue) }]
    case 'too_big':
      return [{ path, expected: sizeWords('at most', Number(issue.maximum), issue) }]
    case 'invalid_key':
      return [{ path: path.slice(0, -1), expected: `names that fit: ${keyWords(issue.issues, root, path)}` }]
    case 'invalid_format':
      return [{ path, expected: formWordsOf(issue) }]
    default:
      return [{ path, expected: issue.message }]
  }
}

/** The words that the schema has for a form; a pattern says little to who writes a study. */
function formWordsOf({ message, pattern, format }: z.core.$ZodIssueInvalidStringFormat): string {
  return message.startsWith('Invalid') ? `a text of the form ${pattern ?? format}` : message
}

/** What a name within a mapping has to be. */
function keyWords(issues: readonly z.core.$ZodIssue[], root: unknown, path: KeyPath): string {
  return issues.flatMap((one) => describeIssue(one, root, path).map(({ expected }) => expected)).join(', ')
}

function describeKeys(key: string, root: unknown, path: KeyPath): string {
  const known = knownKeys(root, path)
  const near = nearestName(key, known)
  if (near !== null) return `a key of this format; did you mean ${near}?`
  return known.length === 0 ? 'no such key' : `a key of this format: ${known.join(', ')}`
}

function describeChoice(values: readonly string[], root: unknown, path: KeyPath): string {
  const words = values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`
  return `${words}${missingWords(root, path)}${didYouMean(valueAt(root, path), values)}`
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, root: unknown, path: KeyPath): DescribedIssue[] {
  const value = valueAt(root, path)
  if (issue.discriminator !== undefined && 'options' in issue) {
    return [{ path, expected: describeChoice((issue.options ?? []).map(String), root, path) }]
  }
  const meant = issue.errors.filter((issues) => issues.every((one) => fitsForm(one)))
  if (typeof value === 'object' && value !== null && meant.length > 0) {
    // A mapping was meant as one of the mappings: the one whose keys it has, and of those the one with the fewest faults.
    const distance = (issues: readonly z.core.$ZodIssue[]): number =>
      issues.filter((one) => isOfKeys(one, value)).length * 1000 + issues.length
    const [nearest = []] = meant.toSorted((a, b) => distance(a) - distance(b))
    return nearest.flatMap((one) => describeIssue(one, root, path))
  }
  const words = issue.errors
    .flat()
    .flatMap((one) => (one.code === 'invalid_value' ? one.values.map(String) : []))
  const forms = issue.errors
    .flat()
    .flatMap((one) => (one.code === 'invalid_type' ? [typeWords(one.expected)] : []))
  const expected = [...(words.length > 0 ? [`one of ${words.join(', ')}`] : []), ...new Set(forms)].join(
    ', or ',
  )
  return [{ path, expected: `${expected}${missingWords(root, path)}${didYouMean(value, words)}` }]
}

/** True for a key that the branch does not know, or that it needs and the value lacks. */
function isOfKeys({ code, path }: z.core.$ZodIssue, value: object): boolean {
  const [key] = path
  return code === 'unrecognized_keys' ? path.length === 0 : key !== undefined && !(key in value)
}

/** False when a branch failed because the value is of another form altogether, not for what is inside it. */
function fitsForm({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || !['invalid_type', 'invalid_value'].includes(code)
}

function sizeWords(
  limit: string,
  count: number,
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): string {
  const bound = issue.exact === true ? 'exactly' : limit
  if (issue.origin === 'array') return `a list of ${bound} ${count} ${count === 1 ? 'item' : 'items'}`
  if (issue.origin === 'string') return 'a text that is not empty'
  return issue.inclusive === false
    ? `a number ${limit === 'at least' ? 'above' : 'below'} ${count}`
    : `${limit} ${count}`
}

function typeWords(type: string): string {
  return formWords[type] ?? type
}

const formWords: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function missingWords(root: unknown, path: KeyPath): string {
  return valueAt(root, path) === undefined ? ' (it is missing)' : ''
}

function didYouMean(found: unknown, known: readonly string[]): string {
  const near = typeof found === 'string' ? nearestName(found, known) : null
  return near === null ? '' : `; did you mean ${near}?`
}
