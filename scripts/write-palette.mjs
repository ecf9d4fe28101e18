/** Writes the custom properties of the page from the one palette: npm run palette */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '..')
const { module } = await runnerImport(resolve(root, 'src/shared/charts/palette.ts'), {
  configFile: false,
  root,
  logLevel: 'error',
})
await writeFile(resolve(root, 'src/renderer/src/ui/palette.css'), module.paletteCss())
