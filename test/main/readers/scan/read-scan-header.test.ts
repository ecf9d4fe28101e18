import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readScanHeader } from '../../../../src/main/readers/scan/read-scan-header'
import { buildDicom, text } from '../../../fixtures/builders/dicom'
import { dicomTreeFile, identified } from '../../../fixtures/builders/dicom-tree'

const place = { patient: 1, study: 2, series: 3, slice: 4 }
const expected = {
  patientId: 'P1',
  patientName: 'Doe^Jane 1',
  study: '1.2.826.1.2',
  studyDate: '20240102',
  studyDescription: 'Study 2',
  series: '1.2.826.1.2.3',
  seriesDescription: 'Series 3',
  seriesNumber: 3,
  dicomModality: 'CT',
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  instance: '1.2.826.1.2.3.4',
  rows: 2,
  columns: 3,
  frames: null,
  transferSyntax: '1.2.840.10008.1.2.1',
}

describe('the header of a file', () => {
  it('names patient, study, series and size', () => {
    expect(readScanHeader(dicomTreeFile(1, 2, 3, 4))).toEqual({ header: expected, reachesEnd: true })
  })

  it('is read in implicit encoding too', () => {
    const read = readScanHeader(buildDicom({ ...identified(place), implicit: true }))
    expect(read?.header).toEqual({ ...expected, transferSyntax: '1.2.840.10008.1.2' })
  })

  it('is read from a deflated file', () => {
    const plain = buildDicom({ ...identified(place), transferSyntax: '1.2.840.10008.1.2.1.99' })
    const start = startOfData(plain, 0x18)
    const bytes = Buffer.concat([plain.subarray(0, start), deflateRawSync(plain.subarray(start))])
    expect(readScanHeader(bytes)?.header).toEqual({
      ...expected,
      transferSyntax: '1.2.840.10008.1.2.1.99',
    })
  })

  it('is read where implicit elements stand behind an explicit label', () => {
    const bytes = buildDicom({
      ...identified(place),
      implicit: true,
      transferSyntax: '1.2.840.10008.1.2.1',
      extra: [...identified(place).extra!, text(0x00080005, 'CS', 'ISO_IR 100')],
    })
    expect(readScanHeader(bytes)?.header).toMatchObject({ patientId: 'P1', rows: 2, columns: 3 })
  })

  it.each([
    ['explicit, no meta header', false, 'data'],
    ['implicit, no meta header', true, 'data'],
    ['a meta header, but no preamble', false, 'meta'],
  ])('is read from a file without preamble (%s)', (_name, implicit, from) => {
    const whole = buildDicom({
      ...identified(place),
      implicit,
      extra: [...identified(place).extra!, text(0x00080005, 'CS', 'ISO_IR 100')],
    })
    const bytes = whole.subarray(from === 'meta' ? 132 : startOfData(whole, 5))
    const { header } = readScanHeader(bytes)!
    expect(header).toMatchObject({ patientId: 'P1', series: expected.series, rows: 2, columns: 3 })
  })

  it('counts frames and takes a report without pixels', () => {
    expect(readScanHeader(buildDicom({ ...identified(place), frames: 30 }))?.header.frames).toBe(30)
    const report = buildDicom({ ...identified(place), without: [0x00280010, 0x00280011, 0x7fe00010] })
    expect(readScanHeader(report)?.header).toMatchObject({
      rows: null,
      columns: null,
      series: expected.series,
    })
  })

  it.each([
    ['ISO_IR 100', Buffer.from('M\xfcller^J\xfcrgen', 'latin1'), 'Müller^Jürgen'],
    ['ISO_IR 192', Buffer.from('Müller^Jürgen', 'utf8'), 'Müller^Jürgen'],
    ['ISO_IR 144', Buffer.from([0xbb, 0xee, 0xda, 0xd0]), 'Люка'],
  ])('decodes names in %s', (term, content, name) => {
    const file = buildDicom({
      ...identified(place),
      extra: [
        ...identified(place).extra!.filter(({ tag }) => tag !== 0x00100010),
        text(0x00080005, 'CS', term),
        { tag: 0x00100010, vr: 'PN', content },
      ],
    })
    expect(readScanHeader(file)?.header.patientName).toBe(name)
  })

  it.each([false, true])('never cuts a UID short, wherever the bytes end (implicit: %s)', (implicit) => {
    const whole = buildDicom({ ...identified(place), implicit })
    for (let length = 0; length < whole.length; length += 1) {
      const read = readScanHeader(whole.subarray(0, length))
      expect([undefined, null, expected.study]).toContain(read?.header.study)
      expect([undefined, null, expected.series]).toContain(read?.header.series)
      if (read?.reachesEnd === true) expect(read.header).toMatchObject({ rows: 2, columns: 3 })
    }
  })

  it('asks for more when it goes on behind the bytes that are there', () => {
    const bytes = dicomTreeFile(1, 2, 3, 4)
    expect(readScanHeader(bytes.subarray(0, 420))).toMatchObject({ reachesEnd: false })
  })

  it('never throws, whatever bytes are cut off or turned', () => {
    const whole = dicomTreeFile(1, 2, 3, 4)
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        (length, turned) => {
          const bytes = whole.slice(0, length)
          for (const [at, value] of turned) if (at < length) bytes[at] = value
          readScanHeader(bytes)
        },
      ),
      { numRuns: 3000, seed: 7 },
    )
  })
})

/** Where the data set begins, whose first element is (0008,element). */
function startOfData(bytes: Uint8Array, element: number): number {
  const tag = [8, 0, element, 0]
  return bytes.findIndex((_, at) => at > 132 && tag.every((byte, index) => bytes[at + index] === byte))
}
