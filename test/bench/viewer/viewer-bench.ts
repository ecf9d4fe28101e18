/** Benchmark: how fast a large volume is opened and looked through: `npm run bench -- --viewer`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { measureOpening, type OpenedVolume } from './measure-opening'
import type { ScrolledPlane } from './measure-page'
import { measureIdle } from './measure-idle'
import { measureScrolling } from './measure-scrolling'
import { openBenchHost, type BenchHost } from './open-host'
import { gibibytes, toOpeningTable, toScrollTable } from './viewer-table'
import { viewerForms, writeViewerCohort, type Dims } from './write-cohort'

export interface ViewerFlags {
  readonly tiny?: boolean
  /** The page alone. */
  readonly page?: boolean
  readonly out: string
}

const seed = 1

/** Makes the volumes in `folder`, prints what was measured, and writes it to `out`. */
export async function benchViewer({ tiny, page, out }: ViewerFlags, folder: string): Promise<void> {
  const dims: Dims = tiny === true ? [40, 64, 64] : [400, 512, 512]
  const modelDims: Dims = tiny === true ? [32, 32, 32] : [128, 160, 160]
  const data = join(folder, 'data')
  mkdirSync(data)
  const cohort = writeViewerCohort(data, dims, modelDims, seed)
  const withHost = async <Result>(measure: (host: BenchHost) => Promise<Result>): Promise<Result> => {
    const host = await openBenchHost(join(folder, 'home'), data)
    return measure(host).finally(host.close)
  }
  process.stdout.write(`${dims.join(' x ')} voxels, as the model sees them ${modelDims.join(' x ')}\n\n`)
  const opened: OpenedVolume[] = []
  if (page !== true)
    for (const form of viewerForms)
      opened.push(await withHost((host) => measureOpening(host, form, cohort.paths[form])))
  process.stdout.write(`${toOpeningTable(opened)}\n\n`)
  const idle = await measureIdle(cohort.studyFile)
  process.stdout.write(
    `Desk process after a look at one: ${gibibytes(idle.lookedAtBytes)}, when nobody has asked for a while: ${gibibytes(idle.idleBytes)}\n\n`,
  )
  const scrolled: ScrolledPlane[] | null = await withHost((host) => measureScrolling(host, 'nifti'))
  process.stdout.write(`${scrolled === null ? 'No Chromium.' : toScrollTable(scrolled)}\n`)
  writeFileSync(out, `${JSON.stringify({ format: 1, dims, modelDims, opened, idle, scrolled }, null, 2)}\n`)
}
