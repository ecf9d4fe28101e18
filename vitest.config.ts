import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { showTextTransform } from './src/renderer/show-text-transform.ts'

const alias = {
  '@shared': resolve(import.meta.dirname, 'src/shared'),
  '@': resolve(import.meta.dirname, 'src/renderer/src'),
}

/** Node code, Vue code in a light DOM, whole programs in a real Chromium; and slow tests that `npm run test:slow` runs. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/{shared,main,contract,hosts}/**/*.test.ts'],
          setupFiles: ['test/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        plugins: [vue({ template: { compilerOptions: { nodeTransforms: [showTextTransform] } } })],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.ts'],
          setupFiles: ['test/setup.ts', 'test/renderer-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
