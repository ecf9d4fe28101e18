/** Benchmark: how fast a large table is looked through: `npm run bench -- --table`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { openBenchHost } from '../viewer/open-host'
import { words } from '../viewer/viewer-table'
import { measureFrames, type OpenedPage } from './measure-frames'
import { measureLists, type TimedList } from './measure-lists'
import { writeTableStudy } from './write-table'

export interface TableFlags {
  readonly tiny?: boolean
  readonly out: string
}

const seed = 1
const executable = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

/** Makes the table in `folder`, prints what was measured, and writes it to `out`. */
export async function benchTable({ tiny, out }: TableFlags, folder: string): Promise<void> {
  const rowCount = tiny === true ? 1000 : 100_000
  const data = join(folder, 'data')
  mkdirSync(data)
  writeTableStudy(data, rowCount, seed)
  const load = (): string => loadavg()[0]?.toFixed(1) ?? ''
  process.stdout.write(`${rowCount} rows of 30 columns, load ${load()}\n\n`)
  const host = await openBenchHost(join(folder, 'home'), data)
  const lists = await measureLists(host).finally(host.close)
  process.stdout.write(`${toListTable(lists)}\n\nload ${load()}\n\n`)
  const page = await openPage(join(folder, 'home'), data)
  process.stdout.write(`${page === null ? 'No Chromium.' : toPageTable(page)}\n\nload ${load()}\n`)
  writeFileSync(out, `${JSON.stringify({ format: 1, rowCount, lists, page }, null, 2)}\n`)
}

/** On a host of its own, so that nothing of the study is known yet but its file. */
async function openPage(home: string, data: string): Promise<OpenedPage | null> {
  if (!existsSync(executable)) return null
  const host = await openBenchHost(home, data)
  try {
    const { studyId } = await host.api.studies.open({ handle: host.study })
    return await measureFrames(executable, host.url(), studyId)
  } finally {
    await host.close()
  }
}

function toListTable(lists: readonly TimedList[]): string {
  const rows = lists.map(({ what, ms }) => `| ${what} | ${ms.toFixed(0)} |`)
  return ['| question | ms |', '|---|---|', ...rows].join('\n')
}

function toPageTable({ firstRowsMs, summaryMs, scrolled }: OpenedPage): string {
  return [
    `Page of an open study: first rows after ${firstRowsMs.toFixed(0)} ms, all columns counted after ${summaryMs.toFixed(0)} ms`,
    '',
    '| scrolled | between frames, ms (half, 19 of 20, all) | frames without text |',
    '|---|---|---|',
    ...scrolled.map(({ how, gaps, blank }) => `| ${how} | ${words(gaps)} | ${blank} of ${gaps.count} |`),
  ].join('\n')
}
