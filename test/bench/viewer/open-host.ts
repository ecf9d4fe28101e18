/** Benchmark: the browser host with its engine and desk, as `modalens serve` starts them, and the Api over its line. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Api } from '@shared/api'
import { createNodeFork } from '../../../src/main/hosts/engine/fork-node'
import { serveBrowser } from '../../../src/main/hosts/browser/serve-browser'
import { connectSocket } from '../../fixtures/builders/transports'
import { findProgram } from './process-memory'

/** As `npm run build` makes them, seen from the bundled benchmark. */
export const programs = resolve(import.meta.dirname, '../main')
const page = resolve(import.meta.dirname, '../renderer')

export interface BenchHost {
  readonly api: Api
  /** A second line, which nothing else waits on. */
  readonly otherApi: Api
  readonly url: () => string
  /** Handle of the study file. */
  readonly study: string
  readonly pidOf: (program: 'engine' | 'desk') => number | null
  readonly close: () => Promise<void>
}

/** Starts a host that may read `folder`, which holds the study file. */
export async function openBenchHost(home: string, folder: string): Promise<BenchHost> {
  const host = await serveBrowser({ fork: createNodeFork(programs), page, port: 0, home, roots: [folder] })
  const [line, other] = [await connectSocket(host), await connectSocket(host)]
  const [root] = await line.api.files.roots()
  if (root === undefined) throw new Error(`no root ${folder}`)
  const { entries } = await line.api.files.list({ handle: root.handle })
  const study = entries.find(({ kind }) => kind === 'study')?.handle
  if (study === undefined) throw new Error(`no study among ${readdirSync(folder).join()}`)
  return {
    ...{ api: line.api, otherApi: other.api, url: host.url, study },
    pidOf: (program) => findProgram(process.pid, join('main', `${program}.js`)),
    close: async () => {
      await line.close()
      await other.close()
      await host.close()
    },
  }
}
