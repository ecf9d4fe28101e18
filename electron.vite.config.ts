import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { showTextTransform } from './src/renderer/show-text-transform.ts'

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') }
const source = (path: string): string => resolve(import.meta.dirname, 'src', path)

/** Seven programs from one source: the Electron shell, the engine and its desk, the runner and its workers, the command line, the browser host. */
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          engine: source('main/engine.ts'),
          desk: source('main/desk.ts'),
          runner: source('main/runner.ts'),
          'case-worker': source('main/case-worker.ts'),
          cli: source('main/cli.ts'),
          serve: source('main/serve.ts'),
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      rolldownOptions: { input: { index: source('preload/index.ts') }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: source('renderer'),
    resolve: { alias: { ...alias, '@': source('renderer/src') } },
    plugins: [vue({ template: { compilerOptions: { nodeTransforms: [showTextTransform] } } })],
    build: {
      minify: true,
      // The page may load fonts from its host only, not from its own text.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
})
