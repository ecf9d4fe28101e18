import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { modalityKinds, sharedKinds } from '@shared/kinds'
import { attributeSchema, runSettingsSchema, stepSchema } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { toStudyJsonSchema } from '../../../src/shared/study/json-schema'

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

describe('the tables of docs/study-format.md agree with the schema:', () => {
  it('every step with its keys, and no other', () => {
    const documented = rowsUnder('| step ').map(([step = '', keys = '']) => [bare(step), quoted(keys)])
    const known = stepSchema.options.map(({ shape }) => [
      shape.step.value,
      Object.keys(shape).filter((key) => key !== 'step'),
    ])
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(known))
  })

  it('normalise takes one number or a list', () => {
    const steps = [0.5, [0.5], [0.1, 0.2, 0.3]].map((mean) =>
      stepSchema.parse({ step: 'normalise', mean, std: 2 }),
    )
    expect(steps).toMatchObject([
      { mean: [0.5], std: [2] },
      { mean: [0.5], std: [2] },
      { mean: [0.1, 0.2, 0.3], std: [2] },
    ])
    expect(stepSchema.safeParse({ step: 'normalise', mean: 0, std: 0 }).success).toBe(false)
  })

  it('every encoding, as it is written there', () => {
    const encodings = rowsUnder('| encoding ').map(([example = '']) => parse(bare(example)) as unknown)
    for (const encoding of encodings)
      expect(attributeSchema.safeParse({ name: 'a', encoding })).toMatchObject({ success: true })
    const named = encodings.map((one) => (one as { kind: string }).kind)
    expect(new Set(named)).toEqual(new Set(['number', 'z-score', 'min-max', 'boolean', 'ordinal', 'one-hot']))
  })

  it('every replacement for the kinds that have it', () => {
    const extra = { constant: { value: 1 }, blur: { sigma: 1 } } as Readonly<Record<string, object>>
    // Texts have tokens: a table of their own.
    const of = Object.entries(sharedKinds).filter(([name]) => name !== 'text')
    const wrong = rowsUnder('| name ', '### `replacement`').flatMap(([names = '', kinds = '']) =>
      quoted(names).flatMap((kind) =>
        of.flatMap(([modality, { schema }]) => {
          const isTaken = schema.shape.replacement.safeParse({ kind, ...extra[kind] }).success
          return isTaken === (kinds === 'all' || kinds.includes(modality)) ? [] : [`${kind} for ${modality}`]
        }),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('every kind, here and in the rule that keeps kinds in their table', () => {
    const [, kinds = ''] = rowsUnder('| key ', '## `modalities`').find(([key]) => key === '`kind`') ?? []
    expect(quoted(kinds).toSorted()).toEqual(modalityKinds.toSorted())
    const [, rule = ''] =
      /kindNames = '\/\^\((.*)\)/.exec(
        readFileSync(resolve(import.meta.dirname, '../../../eslint.config.js'), 'utf8'),
      ) ?? []
    // A layout is called text, too.
    expect([...rule.split('|'), 'text'].toSorted()).toEqual(modalityKinds.toSorted())
  })

  it('every default of run', () => {
    const defaults: Readonly<Record<string, unknown>> = runSettingsSchema.parse({})
    const wrong = rowsUnder('| key ', '## `run`').flatMap(([key = '', said = '']) => {
      const value = defaults[bare(key)]
      const words =
        typeof value === 'object' && value !== null
          ? 'all'
          : JSON.stringify(value ?? null).replaceAll('"', '')
      // What has no default in the schema is decided by the machine or the model.
      return bare(said) === words || (value === undefined && !said.startsWith('`')) ? [] : [key]
    })
    expect(wrong).toEqual([])
  })
})

/** Cells of the table whose head begins so, below the heading that is given. */
function rowsUnder(head: string, heading = ''): string[][] {
  const lines = document.slice(document.indexOf(heading)).split('\n')
  const from = lines.findIndex((line) => line.startsWith(head)) + 2
  const rows = lines.slice(from)
  return rows.slice(0, rows.findIndex((line) => !line.startsWith('|')) >>> 0).map((line) =>
    line
      .slice(1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )
}

function bare(cell: string): string {
  return cell.replaceAll('`', '').replace(/ \(default\)$/, '')
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([\w-]+)`/g)].map(([, word = '']) => word)
}

/** Names of all properties, at any depth. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  return new Set([...own, ...Object.values(schema).flatMap((value) => [...keysOf(value)])])
}
