/** The running counts of a scan. */
import type { FileKind, ScanChanges, ScanCounts } from '@shared/scan'

export type FileChange = 'added' | 'changed' | 'unchanged'

export interface ScanTally {
  readonly addFolder: () => void
  readonly addProblem: () => void
  /** `wasRead` is false for a file that the index knew already. */
  readonly addFile: (kind: FileKind, change: FileChange, wasRead: boolean) => void
  /** Counts so far; a new object each time. */
  readonly counts: () => ScanCounts
  /** Changes so far; `removed` is known at the end only. */
  readonly changes: (removed: number) => ScanChanges
}

/** Creates a tally in which everything is zero. */
export function createScanTally(): ScanTally {
  const kinds: Record<FileKind, number> = { dicom: 0, nifti: 0, volume: 0, image: 0, table: 0, other: 0 }
  const changes = { added: 0, changed: 0, unchanged: 0 }
  const counts = { folders: 0, files: 0, read: 0, problems: 0 }
  return {
    addFolder: () => {
      counts.folders += 1
    },
    addProblem: () => {
      counts.problems += 1
    },
    addFile: (kind, change, wasRead) => {
      counts.files += 1
      kinds[kind] += 1
      changes[change] += 1
      if (wasRead) counts.read += 1
    },
    counts: () => ({ ...counts, kinds: { ...kinds } }),
    changes: (removed) => ({ ...changes, removed }),
  }
}
