import { join } from 'node:path'
import type { SourceHeader } from '@shared/source-header'
import { afterEach, describe, expect, it } from 'vitest'
import { readSeries } from '../../../src/main/readers/dicom/read-series'
import { readHeader } from '../../../src/main/readers/read-header'
import { buildDicom, buildDicomSeries, text, type DicomElement } from '../../fixtures/builders/dicom'
import { buildBigEndian } from '../../fixtures/builders/dicom-encodings'
import { buildMultiFrame, double, sequence, shorts } from '../../fixtures/builders/dicom-multiframe'
import { buildMetaImage } from '../../fixtures/builders/metaimage'
import { buildNifti } from '../../fixtures/builders/nifti'
import { buildNrrd } from '../../fixtures/builders/nrrd'
import { buildPng } from '../../fixtures/builders/png'
import { folderWith, removeFolders, shuffledNames } from './dicom/folder'

afterEach(removeFolders)

async function read(bytes: Uint8Array, identity = false, frame: number | null = 0): Promise<SourceHeader> {
  const path = join(await folderWith({ 'jane-doe': bytes }), 'jane-doe')
  return readHeader({ path, frame }, identity)
}
const row = ({ rows }: SourceHeader, name: string) => rows.find(({ keyword }) => keyword === name)
const value = (header: SourceHeader, name: string) => row(header, name)?.value

const secret = 'DOE^JANE'
const telling: readonly DicomElement[] = [
  text(0x00080005, 'CS', 'ISO_IR 100'),
  text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
  text(0x00080018, 'UI', '1.2.3.4'),
  text(0x00080020, 'DA', '20240229'),
  text(0x0008103e, 'LO', `thorax of ${secret}`),
  text(0x00100010, 'PN', secret),
  text(0x00090010, 'LO', 'ACME 1.0'),
  text(0x00091001, 'LO', secret),
  text(0x00181000, 'LO', secret),
  sequence(0x00081140, [text(0x00081155, 'UI', secret)]),
  sequence(0x00400275, [text(0x00400007, 'LO', secret)]),
]

describe('the header of a DICOM file', () => {
  it('has tag, keyword, name, representation and value of every element, in their order', async () => {
    const header = await read(buildDicom({ extra: [...telling, shorts(0x00280106, 7, 8)] }))
    expect(row(header, 'PatientName')).toEqual({
      ...{ tag: '(0010,0010)', keyword: 'PatientName', name: 'Patient Name', vr: 'PN', depth: 0 },
      ...{ value: 'hidden', isIdentity: true },
    })
    expect(value(header, 'SOPClassUID')).toBe('1.2.840.10008.5.1.4.1.1.2')
    expect(value(header, 'Rows')).toBe('2')
    expect(value(header, 'SmallestImagePixelValue')).toBe('7\\8')
    expect(value(header, 'PixelSpacing')).toBe('1\\1')
    expect(value(header, 'PixelData')).toBe('12 bytes')
    const tags = header.rows.filter(({ depth }) => depth === 0).map(({ tag }) => tag)
    expect(tags).toEqual(tags.toSorted())
    expect([header.file, header.frame, header.words]).toEqual([null, null, null])
  })

  it('sends nothing that tells who the patient is unless it is asked for', async () => {
    const file = buildDicom({ extra: telling })
    const hidden = await read(file)
    const sent = JSON.stringify(hidden)
    for (const word of [secret, 'jane-doe', '20240229', '1.2.3.4', 'ACME']) expect(sent).not.toContain(word)
    expect(hidden.rows.filter(({ isIdentity }) => isIdentity).every((one) => one.value === 'hidden')).toBe(
      true,
    )
    expect(hidden.rows.find(({ tag }) => tag === '(0009,1001)')?.name).toBe('Private element')
    const shown = await read(file, true)
    expect([shown.file, value(shown, 'PatientName'), value(shown, 'StudyDate')]).toEqual([
      ...['jane-doe', secret, '20240229'],
    ])
    expect(shown.rows.find(({ tag }) => tag === '(0009,1001)')).toMatchObject({
      ...{ name: 'Private element of ACME 1.0', value: secret, isIdentity: true },
    })
    expect(row(shown, 'ScheduledProcedureStepDescription')).toMatchObject({ depth: 1, isIdentity: true })
  })

  it('flattens sequences with their items, and cuts what is long', async () => {
    const code = (meaning: string) => [text(0x00080104, 'LO', meaning)]
    const extra = [
      sequence(0x00082218, code('Lung'), code('Heart')),
      text(0x00181160, 'SH', 'x'.repeat(1234)),
      { tag: 0x00282000, vr: 'OB', content: new Uint8Array(1024) },
      { tag: 0x00281201, vr: 'OW', content: new Uint8Array(512) },
      shorts(0x00283002, ...Array.from({ length: 40 }, (_, index) => index)),
      double(0x00189087, 1000.5),
    ]
    const header = await read(buildDicom({ extra }))
    const first = header.rows.findIndex(({ keyword }) => keyword === 'AnatomicRegionSequence')
    expect(header.rows.slice(first, first + 5).map((one) => [one.name, one.value, one.depth])).toEqual([
      ['Anatomic Region Sequence', '2 items', 0],
      ['Item 1 of 2', '', 1],
      ['Code Meaning', 'Lung', 2],
      ['Item 2 of 2', '', 1],
      ['Code Meaning', 'Heart', 2],
    ])
    expect(value(header, 'FilterType')).toBe(`${'x'.repeat(200)} … (1,234 characters)`)
    expect(value(header, 'ICCProfile')).toBe('1,024 bytes')
    expect(value(header, 'LUTDescriptor')).toBe(
      `${Array.from({ length: 16 }, (_, index) => index).join('\\')} … (40 values)`,
    )
    expect(value(header, 'DiffusionBValue')).toBe('1000.5')
  })

  it('is the same from implicit and big endian files, by the dictionary', async () => {
    const implicit = await read(buildDicom({ implicit: true, extra: [text(0x00100010, 'PN', secret)] }))
    expect([value(implicit, 'Rows'), row(implicit, 'Rows')?.vr, value(implicit, 'PatientName')]).toEqual([
      ...['2', 'US', 'hidden'],
    ])
    const big = await read(
      buildBigEndian({
        rows: 2,
        columns: 3,
        bitsAllocated: 16,
        pixelVr: 'OW',
        pixelBytes: new Uint8Array(12),
      }),
    )
    expect([value(big, 'Rows'), value(big, 'Columns')]).toEqual(['2', '3'])
  })

  it('of a file with several frames lists the groups of the frame alone', async () => {
    const file = buildMultiFrame({ perFrame: [5, 6, 7].map((z) => ({ position: [0, 0, z] })) })
    const header = await read(file, false, 1)
    expect(header.frame).toBe(2)
    const first = header.rows.findIndex(({ keyword }) => keyword === 'PerFrameFunctionalGroupsSequence')
    expect(header.rows.slice(first, first + 4).map((one) => [one.name, one.value])).toEqual([
      ['Per Frame Functional Groups Sequence', '3 items'],
      ['Item 2 of 3', ''],
      ['Plane Position Sequence', '1 item'],
      ['Image Position Patient', '0\\0\\6'],
    ])
    expect(header.rows.filter(({ keyword }) => keyword === 'PlanePositionSequence')).toHaveLength(1)
  })

  it('is that of the file which holds the slice', async () => {
    const files = buildDicomSeries({ depth: 5, position: [0, 0, 10], spacingMm: 2 })
    const volume = await readSeries(await folderWith(shuffledNames(files)), null)
    for (const z of [0, 3]) {
      const header = await readHeader(volume.files![z]!, false)
      expect(value(header, 'ImagePositionPatient')).toBe(`0\\0\\${10 + 2 * z}`)
    }
  })
})

describe('headers of other formats', () => {
  it('are fields and values, free text and names of files hidden', async () => {
    const nifti = await read(buildNifti({ shown: [1, 80] }))
    expect([value(nifti, 'dim'), value(nifti, 'cal_max'), value(nifti, 'sform_code')]).toEqual([
      ...['3, 2, 3, 4, 0, 0, 0, 0', '80', '1'],
    ])
    const nrrd = await read(buildNrrd({ fields: { content: secret } }))
    expect(JSON.stringify(nrrd)).not.toContain(secret)
    expect(value(nrrd, 'sizes')).toBeDefined()
    const meta = await read(buildMetaImage())
    expect(value(meta, 'DimSize')).toBeDefined()
    expect(row(meta, 'ElementDataFile')).toMatchObject({ value: 'hidden', isIdentity: true })
  })

  it('are none of a PNG, which is said', async () => {
    const header = await read(buildPng({ width: 1, height: 1, colourType: 0, samples: [7] }))
    expect([header.rows, header.words]).toEqual([[], expect.stringContaining('PNG files have none')])
  })
})
