/** What the SOPInstanceUIDs of a series leave to say: copies that were dropped, and images that share one. */
import type { ErrorData } from '@shared/errors'
import type { Copy } from './drop-duplicates'
import type { PlacedSlice } from './place-slices'
import type { ScannedSlice } from '../headers/scan-file'

/** Names beyond these are counted. */
const SHOWN = 5

/** Notices the copies by their files, and slices that carry one UID and are no copies. Source: PS3.3 C.12.1.1.1. */
export function noticeInstances(
  kept: readonly PlacedSlice<ScannedSlice>[],
  copies: readonly Copy[],
  folder: string,
): readonly ErrorData[] {
  return [...noticeCopies(copies, folder), ...noticeShared(kept, folder)]
}

function noticeCopies(copies: readonly Copy[], folder: string): ErrorData[] {
  if (copies.length === 0) return []
  const files = copies.slice(0, SHOWN).map(({ file, kept }) => `${file} (a copy of ${kept})`)
  return [{ code: 'dicom/duplicates', details: { folder, count: copies.length, files } }]
}

function noticeShared(kept: readonly PlacedSlice<ScannedSlice>[], folder: string): ErrorData[] {
  const firsts = new Map<string, ScannedSlice>()
  const pairs: { readonly file: string; readonly other: string }[] = []
  for (const { slice } of kept) {
    const { sopInstance, frame, tile } = slice
    if (sopInstance === null) continue
    const key = JSON.stringify([sopInstance, frame, tile])
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, slice)
    else pairs.push({ file: first.file, other: slice.file })
  }
  const [pair] = pairs
  if (pair === undefined) return []
  return [{ code: 'dicom/shared-uid', details: { folder, count: pairs.length, ...pair } }]
}
