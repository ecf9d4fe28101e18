import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileRecord } from '../../../../src/main/readers/scan/file-record'
import { groupPatients } from '../../../../src/main/readers/scan/group-patients'
import { noticeDoubts } from '../../../../src/main/readers/scan/notice-doubts'
import { scanFolder, type FolderScan, type ScanRequest } from '../../../../src/main/readers/scan/scan-folder'
import { buildDicom } from '../../../fixtures/builders/dicom'
import { dicomTree, dicomTreeFile, identified } from '../../../fixtures/builders/dicom-tree'
import { directoryOf } from '../../../fixtures/builders/dicomdir'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const byPath = (records: readonly FileRecord[]) => new Map(records.map((record) => [record.path, record]))
const scan = (root: string, request: Partial<ScanRequest> = {}): Promise<FolderScan> =>
  scanFolder({
    root,
    known: new Map(),
    mayFollow: (path) => path.startsWith(root),
    signal: new AbortController().signal,
    onCounts: () => undefined,
    ...request,
  })

describe('a nested folder of 2,000 files', () => {
  it('is grouped into patients, studies and series, and read again only where it changed', async () => {
    const root = folders(dicomTree({ patients: 10, studies: 2, series: 4, slices: 25 }))
    const reports: number[] = []
    const first = await scan(root, { onCounts: ({ files }) => reports.push(files) })
    expect(first).toMatchObject({
      counts: { files: 2000, read: 2000, folders: 111, problems: 0, kinds: { dicom: 2000 } },
      changes: { added: 2000, changed: 0, removed: 0, unchanged: 0 },
      isComplete: true,
    })
    expect(reports).toHaveLength(11)
    const patients = groupPatients(root, first.records)
    expect(patients.map(({ patientId }) => patientId)).toEqual([
      'P1',
      'P10',
      'P2',
      'P3',
      'P4',
      'P5',
      'P6',
      'P7',
      'P8',
      'P9',
    ])
    expect(patients.map(({ studies }) => studies.map(({ series }) => series.length))).toEqual(
      new Array(10).fill([4, 4]),
    )
    expect(patients[2]?.studies[1]?.series[0]).toEqual({
      series: '1.2.826.2.2.1',
      number: 1,
      description: 'Series 1',
      dicomModality: 'CT',
      sopClass: '1.2.840.10008.5.1.4.1.1.2',
      transferSyntaxes: ['Explicit VR Little Endian'],
      fileCount: 25,
      sliceCount: 25,
      duplicateCount: 0,
      rows: 2,
      columns: 3,
      sizeBytes: dicomTreeFile(2, 2, 1, 1).length * 9 + dicomTreeFile(2, 2, 1, 10).length * 16,
      folder: join(root, 'p2', 's2', 'r1'),
      folderCount: 1,
    })

    rmSync(join(root, 'p1/s1/r1/i1'))
    writeFileSync(join(root, 'p1/s1/r1/i2'), dicomTreeFile(1, 1, 1, 222))
    utimesSync(join(root, 'p1/s1/r1/i3'), 1, 1)
    writeFileSync(join(root, 'p1/s1/r1/new'), dicomTreeFile(1, 1, 1, 26))
    const again = await scan(root, { known: byPath(first.records) })
    expect(again).toMatchObject({
      counts: { files: 2000, read: 3 },
      changes: { added: 1, changed: 2, removed: 1, unchanged: 1997 },
    })
  })

  it('stops when it is cancelled, keeps what it knows, and goes on from there', async () => {
    const root = folders(dicomTree({ patients: 4, studies: 1, series: 2, slices: 100 }))
    const abort = new AbortController()
    const cut = await scan(root, {
      signal: abort.signal,
      onCounts: () => {
        abort.abort()
      },
    })
    expect(cut.isComplete).toBe(false)
    expect(cut.records.length).toBeGreaterThanOrEqual(200)
    expect(cut.records.length).toBeLessThan(300)
    const known = byPath(cut.records)
    const rest = await scan(root, { known })
    expect(rest.counts).toMatchObject({ files: 800, read: 800 - known.size })
    const cutAgain = await scan(root, { known: byPath(rest.records), signal: AbortSignal.abort() })
    expect([cutAgain.records.length, cutAgain.changes.removed]).toEqual([800, 0])
  })
})

describe('what lies in a folder', () => {
  it('is counted by kind', async () => {
    const nifti = new Uint8Array(352)
    nifti.set(Buffer.from('n+1'), 344)
    const root = folders({
      'a.dcm': dicomTreeFile(1, 1, 1, 1),
      DICOMDIR: buildDicom({ sopClass: '1.2.840.10008.1.3.10', without: [0x0020000e] }),
      'b.nii': nifti,
      'c.nii.gz': Uint8Array.of(0x1f, 0x8b, 8),
      'd.tar.gz': Uint8Array.of(0x1f, 0x8b, 8),
      'e.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      'f.nrrd': 'NRRD0004\n',
      'g.csv': 'id\n1\n',
      'h.txt': 'words',
      empty: '',
    })
    const { counts } = await scan(root)
    expect(counts.kinds).toEqual({ dicom: 2, nifti: 2, volume: 1, image: 1, table: 1, other: 3 })
    expect(counts.problems).toBe(0)
  })

  it('names what cannot be read, and reads the rest', async () => {
    const broken = dicomTreeFile(1, 1, 1, 2).slice(0, 200)
    const root = folders({
      good: dicomTreeFile(1, 1, 1, 1),
      broken: broken,
      nameless: buildDicom({ without: [0x0020000e] }),
    })
    const { records, counts } = await scan(root)
    expect(records.map(({ path, problem }) => [path, problem?.code ?? null])).toEqual([
      ['broken', expect.stringMatching(/^(scan\/no-series|dicom\/unreadable)$/)],
      ['good', null],
      ['nameless', 'scan/no-series'],
    ])
    expect(counts).toMatchObject({ files: 3, problems: 2 })
    const again = await scan(root, { known: byPath(records) })
    expect(again.counts.read).toBe(2)
    expect(groupPatients(root, records)).toHaveLength(1)
  })

  it('reads headers that are longer than the first step', async () => {
    const long = buildDicom({
      ...identified({ patient: 1, study: 1, series: 1, slice: 1 }),
      extra: [
        ...identified({ patient: 1, study: 1, series: 1, slice: 1 }).extra!,
        { tag: 0x00091010, vr: 'OB', content: new Uint8Array(300_000) },
      ],
    })
    const root = folders({ long })
    const { records } = await scan(root)
    expect(records[0]).toMatchObject({ problem: null, header: { patientId: 'P1', rows: 2 } })
  })

  it.skipIf(process.platform === 'win32')(
    'enters each folder once, follows no link outside, opens no pipe',
    async () => {
      const outside = folders({ secret: dicomTreeFile(9, 1, 1, 1) })
      const root = folders({ 'a/one': dicomTreeFile(1, 1, 1, 1) })
      symlinkSync(root, join(root, 'a', 'loop'))
      symlinkSync(outside, join(root, 'away'))
      symlinkSync(join(root, 'nothing'), join(root, 'dangling'))
      const { records, problems, counts } = await scan(root)
      expect(records.map(({ path }) => path)).toEqual(['a/one'])
      expect(problems.map(({ path, error }) => [path, error.code])).toEqual([['away', 'scan/link-outside']])
      expect(counts.folders).toBe(2)
      const wide = await scan(root, { mayFollow: () => true })
      expect(wide.records.map(({ path }) => path)).toEqual(['a/one', 'away/secret'])
    },
  )

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names a folder without rights and goes on (skipped for root, who may read everything)',
    async () => {
      const root = folders({ 'open/one': dicomTreeFile(1, 1, 1, 1) })
      mkdirSync(join(root, 'shut'))
      chmodSync(join(root, 'shut'), 0)
      const { records, problems } = await scan(root)
      chmodSync(join(root, 'shut'), 0o700)
      expect(records).toHaveLength(1)
      expect(problems).toMatchObject([{ path: 'shut', error: { code: 'scan/folder-unreadable' } }])
    },
  )

  it('refuses a folder that is gone', async () => {
    await expect(scan(join(folders({}), 'gone'))).rejects.toMatchObject({ code: 'scan/folder-unreadable' })
  })
})

describe('doubts', () => {
  it('are told by their number, without a name or an id', async () => {
    const at = (patient: number, slice: number) => ({ patient, study: 1, series: 1, slice })
    const shared = buildDicom({
      ...identified(at(1, 7)),
      extra: identified(at(1, 7)).extra!.map((one) =>
        one.tag === 0x00100020 ? { ...one, content: new TextEncoder().encode('P2') } : one,
      ),
    })
    const root = folders({
      one: buildDicom(identified(at(1, 1), 'Doe^Jane')),
      copy: buildDicom(identified(at(1, 1), 'DOE^JANE^^')),
      other: buildDicom(identified(at(1, 2), 'Roe^Richard')),
      shared,
    })
    const { records } = await scan(root)
    const patients = groupPatients(root, records)
    expect(noticeDoubts(records, patients)).toEqual([
      { code: 'scan/names-differ', details: { patientCount: 1 } },
      { code: 'scan/shared-study', details: { studyCount: 1 } },
      { code: 'scan/duplicates', details: { fileCount: 1 } },
    ])
    expect(patients[0]?.studies[0]?.series[0]).toMatchObject({
      fileCount: 3,
      sliceCount: 2,
      duplicateCount: 1,
    })
  })
})

describe('a DICOMDIR', () => {
  it.each([
    ['stale', directoryOf({ '1.1': ['GONE\\I1'] }), 0],
    ['damaged', directoryOf({ '1.1': ['A\\I1'] }).slice(0, 200), 1],
  ])('that is %s does not stop its folder', async (_, DICOMDIR, problems) => {
    const root = folders({ DICOMDIR, ...dicomTree({ patients: 1, studies: 1, series: 1, slices: 3 }) })
    const { records, counts, isComplete } = await scan(root)
    expect(isComplete).toBe(true)
    expect(counts).toMatchObject({ files: 4, problems })
    expect(groupPatients(root, records).flatMap(({ studies }) => studies)).toMatchObject([
      { series: [{ fileCount: 3 }] },
    ])
  })
})
