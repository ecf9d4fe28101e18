import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { toStudyJsonSchema } from '../../../src/main/dataset/study-json-schema'

const document = readFileSync(resolve(import.meta.dirname, '../../../docs/study-format.md'), 'utf8')

describe('docs/study-format.md', () => {
  it('gives a whole example that follows the format', () => {
    const [, example] = /```yaml\n(modalens: 1\n[^`]*)```/.exec(document) ?? []
    expect(checkStudyText(example ?? '', 'example').problems).toEqual([])
  })

  it('explains every key of the format', () => {
    const unexplained = [...keysOf(toStudyJsonSchema())].filter(
      (key) => !new RegExp(`\\b${key}\\b`).test(document),
    )
    expect(unexplained).toEqual([])
  })
})

/** Names of all properties, at any depth. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  return new Set([...own, ...Object.values(schema).flatMap((value) => [...keysOf(value)])])
}
