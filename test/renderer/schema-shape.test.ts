import { expect, it } from 'vitest'
import { stepSchema } from '@shared/study/steps'
import { toStudyJsonSchema } from '@shared/study/json-schema'
import { z } from 'zod'
import { modalityKinds } from '@shared/kinds'
import { studySchema } from '@shared/study'
import { initialOf, shapeOf, type SchemaNode } from '@/setup/form/schema-shape'
import { modalityNode, sectionNode } from '@/setup/study-schema'

const whole = toStudyJsonSchema() as SchemaNode

it('every key of the format has a field, and nothing of it is left to the text but free names', () => {
  const others: string[] = []
  const look = (node: SchemaNode, path: string): void => {
    const shape = shapeOf(node)
    if (shape.kind === 'other') others.push(path)
    if (shape.kind === 'group') for (const { key, node: own } of shape.fields) look(own, `${path}.${key}`)
    if (shape.kind === 'variants')
      for (const { name, node: own } of shape.variants) look(own, `${path}(${name})`)
    if (shape.kind === 'list') look(shape.item, `${path}[]`)
  }
  look(whole, '')
  const free = others.filter((path) => !/\((?!.*\.)[^)]*\)$/.test(path))
  expect([...new Set(free.map((path) => path.split('.').at(-1)?.replace(/\(.*/, '')))].toSorted())
    .toMatchInlineSnapshot(`
    [
      "channelGroups",
      "names",
    ]
  `)
})

it('a step begins as the schema has it and says which one it is', () => {
  const shape = shapeOf(z.toJSONSchema(stepSchema, { io: 'input' }) as SchemaNode)
  if (shape.kind !== 'variants') throw new Error(shape.kind)
  expect(shape.variants.map(({ name }) => name)).toContain('resample')
  const clip = shape.variants.find(({ name }) => name === 'clip')
  expect(clip?.initial).toEqual({ step: 'clip', min: 0, max: 0 })
  expect(clip?.isLike({ step: 'clip', min: -1 })).toBe(true)
})

it('a word and an object of the same name are one choice, which begins as the word', () => {
  const shape = shapeOf(modalityNode('image').properties?.replacement ?? {})
  if (shape.kind !== 'variants') throw new Error(shape.kind)
  const names = shape.variants.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  const zero = shape.variants.find(({ name }) => name === 'zero')
  expect(zero?.initial).toBe('zero')
  expect([zero?.isLike('zero'), zero?.isLike({ kind: 'zero' })]).toEqual([true, true])
})

it.each([...modalityKinds])('a %s has its own keys and a beginning', (kind) => {
  expect(Object.keys(modalityNode(kind).properties ?? {})).toContain('name')
  expect(initialOf(modalityNode(kind))).toMatchObject({ kind })
})

it('the sections of the page are those of the format', () => {
  for (const key of ['name', 'description', 'model', 'dataset', 'outputs', 'run', 'joint', 'grounding'])
    expect(sectionNode(key)).not.toEqual({})
  expect(studySchema).toBeDefined()
})
