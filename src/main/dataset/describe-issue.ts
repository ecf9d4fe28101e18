/** 1 of 10: an issue of the schema -> what was expected, in words. */
import type { z } from 'zod'
import type { KeyPath } from './check-study-text'
import { nearestName } from './nearest-name'

export interface DescribedIssue {
  readonly path: KeyPath
  readonly expected: string
}

/** Describes an issue; of a union it takes the branch that the text comes closest to. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown, base: KeyPath = []): DescribedIssue[] {
  const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: 'a key of this format (this one is unknown)',
      }))
    case 'invalid_union':
      return describeUnion(issue, root, path)
    case 'invalid_value':
      return [
        { path, expected: `one of ${issue.values.map(String).join(', ')}${didYouMean(issue, root, path)}` },
      ]
    case 'invalid_type':
      return [
        { path, expected: `${articleFor(issue.expected)}${isMissing(root, path) ? ' (it is missing)' : ''}` },
      ]
    default:
      return [{ path, expected: issue.message }]
  }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, root: unknown, path: KeyPath): DescribedIssue[] {
  if (issue.errors.length === 0) {
    return [{ path, expected: `a known ${issue.discriminator ?? 'form'}` }]
  }
  const value = valueAt(root, path)
  const isObject = typeof value === 'object' && value !== null
  const branches = issue.errors.map((issues) => issues.flatMap((one) => describeIssue(one, root, path)))
  const deep = branches.filter((branch) => branch.some((one) => one.path.length > path.length))
  // A mapping was meant as one of the mappings, a word as one of the words.
  if (isObject && deep.length > 0) return deep.toSorted((a, b) => a.length - b.length)[0] ?? []
  const expected = [...new Set(branches.flat().map((one) => one.expected.replace(/^one of /, '')))]
  return [{ path, expected: `one of ${expected.join(', ')}` }]
}

function didYouMean(issue: z.core.$ZodIssueInvalidValue, root: unknown, path: KeyPath): string {
  const found = valueAt(root, path)
  const near = typeof found === 'string' ? nearestName(found, issue.values.map(String)) : null
  return near === null ? '' : `; did you mean ${near}?`
}

function articleFor(type: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a mapping',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
  }
  return words[type] ?? type
}

function isMissing(root: unknown, path: KeyPath): boolean {
  return valueAt(root, path) === undefined
}

function valueAt(root: unknown, path: KeyPath): unknown {
  let here = root
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}
