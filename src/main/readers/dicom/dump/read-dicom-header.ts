/** A DICOM file -> what it says of itself. */
import type { SourceHeader } from '@shared/source-header'
import { attributes } from '../headers/attributes'
import { readDataSet } from '../headers/scan-file'
import { loadDictionary } from './dictionary'
import { toHeaderRows } from './header-rows'

/** More is no header that somebody reads; damaged files may claim any number. */
const mostRows = 5000

/** Reads it up to the pixels; `frame` counts from 0. Errors: dicom/unreadable, file/not-found, file/unreadable. */
export async function readDicomHeader(
  path: string,
  frame: number | null,
  identity: boolean,
): Promise<Omit<SourceHeader, 'file'>> {
  const dataSet = await readDataSet(path)
  const rows = toHeaderRows(dataSet, await loadDictionary(), { identity, frame })
  const frames = dataSet.items(attributes.frameGroups).length
  const left = rows.length - mostRows
  return {
    frame: frames > 1 && frame !== null ? frame + 1 : null,
    rows: rows.slice(0, mostRows),
    words: left > 0 ? `The first ${mostRows} of ${rows.length} elements.` : null,
  }
}
