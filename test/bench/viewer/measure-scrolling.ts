/** Benchmark: data page and result page of a case, scrolled in Chromium. */
import { existsSync } from 'node:fs'
import type { BenchHost } from './open-host'
import { measurePage, type ScrolledPlane } from './measure-page'
import type { ViewerForm } from './write-cohort'

const executable = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

/** Runs the study over one case for a map of its blocks first; null where there is no Chromium. */
export async function measureScrolling(host: BenchHost, form: ViewerForm): Promise<ScrolledPlane[] | null> {
  if (!existsSync(executable)) return null
  const { studyId } = await host.api.studies.open({ handle: host.study })
  const { run } = await host.api.runs.start({ studyId, overrides: { cases: { ids: [form] } } })
  for await (const event of await host.api.runs.events({ run }))
    if (event.event === 'failed') throw new Error(`the run failed: ${event.error.code}`)
  return measurePage(executable, host.url(), [
    { hash: `#/study/${studyId}/case/${form}`, hasMap: false },
    { hash: `#/run/${run}/case/${form}`, hasMap: true },
  ])
}
