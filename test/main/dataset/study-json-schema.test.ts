import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { toStudyJsonSchema } from '../../../src/shared/study/json-schema'

it('the published JSON Schema is that of the source (else run: node scripts/write-study-schema.mjs)', () => {
  const published: unknown = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../docs/study.schema.json'), 'utf8'),
  )
  expect(published).toEqual(JSON.parse(JSON.stringify(toStudyJsonSchema())))
})
