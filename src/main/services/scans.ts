/** Scanned folders: start, cancel and follow a scan, and read or remove the index that it left. */
import { readdir, realpath, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError, toErrorData } from '@shared/errors'
import { onlyFor, whereRefused } from '@shared/expected-failure'
import type { ScanEvent, ScanSummary } from '@shared/scan'
import { assertInRoots } from '../files/roots'
import { executeScan } from './execute-scan'
import { createScanFeed, type ScanFeed } from './scan-feed'
import {
  INDEX_SUFFIX,
  indexFileOf,
  loadIndexHead,
  loadScanIndex,
  scanIdOf,
  scansFolder,
  type IndexHead,
} from './scan-index'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'
import { writeSeriesTable } from './series-table'
import { toScannedFolder, toScanSummary } from './to-scanned-folder'

export type ScansService = ApiService['scans'] & {
  /** The id that the index of a folder has, whether it is there or not; hosts only. Errors: file/not-found, scan/not-a-folder. */
  readonly indexOf: (input: { path: string }) => Promise<string>
}

/** Makes the scans service. It knows the scans that are going on by their feeds, all others from their index. */
export function createScans(context: ServiceContext): ScansService {
  const feeds = new Map<string, ScanFeed>()
  const indexFile = (scan: string): string => indexFileOf(context.home, scan)
  const launch = (scan: string, root: string): void => {
    const feed = createScanFeed((signal, tell) =>
      runScan(context, { scan, root, file: indexFile(scan) }, signal, tell),
    )
    feeds.set(scan, feed)
    // The index tells the rest; only why a scan failed is nowhere else.
    void feed.over.then(({ event }) => {
      if (event !== 'failed' && feeds.get(scan) === feed) feeds.delete(scan)
    })
  }
  const isGoingOn = (scan: string): boolean => feeds.get(scan)?.isOver() === false
  return {
    start: async ({ handle }) => {
      const root = await folderAt(context.handles.pathOf(handle))
      const scan = scanIdOf(root)
      if (!isGoingOn(scan)) launch(scan, root)
      return { scan }
    },
    indexOf: async ({ path }) => scanIdOf(await folderAt(path)),
    cancel: ({ scan }) => {
      feeds.get(scan)?.cancel()
      return Promise.resolve({})
    },
    remove: async ({ scan }) => {
      const file = indexFile(scan)
      const feed = feeds.get(scan)
      feed?.cancel()
      await feed?.over
      feeds.delete(scan)
      await rm(file, { force: true })
      return {}
    },
    list: () => listScans(context),
    events: ({ scan }, options) =>
      Promise.resolve(feeds.get(scan)?.events(options?.signal) ?? eventFromDisk(scan, indexFile(scan))),
    result: async ({ scan }) => {
      const index = await loadScanIndex(indexFile(scan))
      if (index === null) throw new AppError('scan/not-found', { scan })
      return toScannedFolder(index, context.handles)
    },
    table: async ({ scan, ...asked }) => {
      const index = await loadScanIndex(indexFile(scan))
      if (index === null) throw new AppError('scan/not-found', { scan })
      return writeSeriesTable(context, toScannedFolder(index, context.handles), asked)
    },
  }
}

async function runScan(
  { roots, clock }: ServiceContext,
  { scan, root, file }: { readonly scan: string; readonly root: string; readonly file: string },
  signal: AbortSignal,
  tell: (event: ScanEvent) => void,
): Promise<ScanEvent> {
  try {
    const allowed = await Promise.all(roots.map((one) => realpath(one).catch(whereRefused(one))))
    const onCounts = (counts: ScanSummary['counts']): void => {
      tell({ event: 'progress', scan, counts })
    }
    return await executeScan({ scan, root, indexFile: file, allowed, clock, signal, onCounts })
  } catch (thrown) {
    return { event: 'failed', scan, error: toErrorData(thrown, 'scan') }
  }
}

/** The real path of a folder. Errors: file/not-found, file/link-outside, scan/not-a-folder. */
async function folderAt(path: string): Promise<string> {
  const real = await realpath(path).catch((cause: unknown) => {
    throw new AppError('file/not-found', { file: basename(path) }, { cause })
  })
  await assertInRoots(path)
  if (!(await stat(real)).isDirectory()) throw new AppError('scan/not-a-folder', { file: basename(path) })
  return real
}

/** Newest first. A damaged index is listed nowhere: its folder is simply scanned again. */
async function listScans(context: ServiceContext): Promise<ScanSummary[]> {
  const folder = scansFolder(context.home)
  const names = await readdir(folder).catch(whereRefused([]))
  const heads = await Promise.all(
    names
      .filter((name) => name.endsWith(INDEX_SUFFIX))
      .map((name) => loadIndexHead(join(folder, name)).catch(onlyFor(['scan/index-damaged'], null))),
  )
  return heads
    .filter((head): head is IndexHead => head !== null)
    .map((head) => toScanSummary(head, context.handles))
    .toSorted((a, b) => (a.scannedAt < b.scannedAt ? 1 : -1))
}

/** A scan that nobody here follows has one event: how it ended. */
async function* eventFromDisk(scan: string, file: string): AsyncGenerator<ScanEvent, void> {
  const head = await loadIndexHead(file)
  if (head === null) throw new AppError('scan/not-found', { scan })
  const { counts, changes, isComplete } = head
  yield isComplete ? { event: 'finished', scan, counts, changes } : { event: 'cancelled', scan, counts }
}
