/** Bundles the benchmark as the programs are bundled, and runs it: `npm run bench -- --help`. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'
import { buildIfNeeded } from './build-if-needed.mjs'

const root = resolve(import.meta.dirname, '..')
const outDir = resolve(root, 'out/bench')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
  build: { ssr: resolve(root, 'test/bench/bench.ts'), outDir, emptyOutDir: true, target: 'node20' },
})
// Viewer and table are measured in the programs and the page as they are shipped.
const isOfPage = ['--viewer', '--table'].some((flag) => process.argv.includes(flag))
if (isOfPage && !buildIfNeeded()) process.exit(1)
const { status } = spawnSync(process.execPath, [resolve(outDir, 'bench.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
