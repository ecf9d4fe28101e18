/** One scan from the old index to the new one. */
import { isAppError } from '@shared/errors'
import type { ScanCounts, ScanEvent } from '@shared/scan'
import { isInside } from '../files/roots'
import { scanFolder } from '../readers/scan/scan-folder'
import { loadScanIndex, saveScanIndex, type ScanIndex } from './scan-index'

export interface ScanOrder {
  readonly scan: string
  /** Real path of the folder. */
  readonly root: string
  readonly indexFile: string
  /** Real paths of folders that links may lead into, beside the scanned one. */
  readonly allowed: readonly string[]
  readonly clock: () => Date
  readonly signal: AbortSignal
  readonly onCounts: (counts: ScanCounts) => void
}

/** Scans what is new or changed and saves the index, also of a cancelled scan. Errors: those of scanFolder. */
export async function executeScan(order: ScanOrder): Promise<ScanEvent> {
  const { scan, root, indexFile, allowed, clock, signal, onCounts } = order
  const old = await loadOld(indexFile)
  const found = await scanFolder({
    root,
    known: new Map(old?.records.map((record) => [record.path, record])),
    mayFollow: (path) => [root, ...allowed].some((folder) => isInside(folder, path)),
    signal,
    onCounts,
  })
  const { counts, changes, problems, isComplete } = found
  const head = {
    path: root,
    scannedAt: clock().toISOString(),
    isComplete,
    counts,
    changes,
    problems: [...problems],
  }
  await saveScanIndex(indexFile, head, found.records)
  return isComplete ? { event: 'finished', scan, counts, changes } : { event: 'cancelled', scan, counts }
}

/** An index is only there to save time: a damaged one counts as none. */
async function loadOld(indexFile: string): Promise<ScanIndex | null> {
  try {
    return await loadScanIndex(indexFile)
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'scan/index-damaged') return null
    throw thrown
  }
}
