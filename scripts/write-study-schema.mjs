/** Writes docs/study.schema.json from the schema in the source: node scripts/write-study-schema.mjs */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '..')
const target = resolve(root, 'docs/study.schema.json')
const { module } = await runnerImport(resolve(root, 'src/shared/study/json-schema.ts'), {
  configFile: false,
  root,
  logLevel: 'error',
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
})
await writeFile(target, `${JSON.stringify(module.toStudyJsonSchema(), null, 2)}\n`)
