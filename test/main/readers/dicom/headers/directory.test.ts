import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDicom } from '../../../../../src/main/readers/dicom/headers/dicom-data-set'
import {
  toDirectoryEntries,
  type DirectoryEntry,
} from '../../../../../src/main/readers/dicom/headers/directory'
import { buildDicomdir } from '../../../../fixtures/builders/dicomdir'

const root = resolve(import.meta.dirname, '../../../../../../shared/corpora/pydicom')

function entriesOf(bytes: Uint8Array): readonly DirectoryEntry[] {
  return toDirectoryEntries(parseDicom(bytes, 'DICOMDIR'))
}

describe('toDirectoryEntries', () => {
  it('links files to series by offsets, whatever the order of the records', () => {
    const bytes = buildDicomdir([
      { type: 'IMAGE', file: 'B' },
      { type: 'IMAGE', file: 'A\\ONE ', next: 0 },
      { type: 'SERIES', seriesUid: '1.2', lower: 1 },
      { type: 'IMAGE', file: 'LOOSE' },
    ])
    expect(entriesOf(bytes)).toEqual([
      { parts: ['B'], seriesUid: '1.2' },
      { parts: ['A', 'ONE'], seriesUid: '1.2' },
      { parts: ['LOOSE'], seriesUid: null },
    ])
  })

  it('lists nothing where there are no records', () => {
    expect(entriesOf(buildDicomdir([]))).toEqual([])
  })

  it
    .skipIf(!existsSync(root))
    .each(['1e82e9-DICOMDIR', '7af199-DICOMDIR-reordered', '81024b-DICOMDIR-bigEnd'])(
    'reads %s (skipped where ../shared/corpora is absent)',
    (name) => {
      const entries = entriesOf(new Uint8Array(readFileSync(resolve(root, name))))
      expect(entries).toHaveLength(31)
      expect(new Set(entries.map(({ seriesUid }) => seriesUid)).size).toBe(13)
      expect(entries.some(({ seriesUid }) => seriesUid === null)).toBe(false)
    },
  )
})
