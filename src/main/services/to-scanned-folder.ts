/** An index -> what the screen shows of it. */
import type { ScannedFolder, ScanProblem, ScanSummary } from '@shared/scan'
import { groupPatients } from '../readers/scan/group-patients'
import { noticeDoubts } from '../readers/scan/notice-doubts'
import type { Handles } from './handles'
import { scanIdOf, type IndexHead, type ScanIndex } from './scan-index'

/** Problems that are listed; a folder of damaged files has as many as it has files. */
const LISTED_PROBLEMS = 1000

/** Sums up an index by its first line. */
export function toScanSummary(
  { path, scannedAt, isComplete, counts, changes }: IndexHead,
  handles: Handles,
): ScanSummary {
  return { scan: scanIdOf(path), handle: handles.grant(path), path, scannedAt, isComplete, counts, changes }
}

/** Groups an index into patients, studies and series. */
export function toScannedFolder({ head, records }: ScanIndex, handles: Handles): ScannedFolder {
  const patients = groupPatients(head.path, records)
  const ofFiles = records.flatMap(({ path, problem }): ScanProblem[] =>
    problem === null ? [] : [{ path, error: problem }],
  )
  return {
    ...toScanSummary(head, handles),
    patients,
    problems: [...head.problems, ...ofFiles].slice(0, LISTED_PROBLEMS),
    notices: noticeDoubts(records, patients),
  }
}
