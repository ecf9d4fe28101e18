import { describe, expect, it } from 'vitest'
import { encodedBodyOf } from '../../../../../src/main/readers/dicom/headers/encoded-body'
import { readMetaHeader } from '../../../../../src/main/readers/dicom/headers/meta-header'
import { buildDicom, type DicomElement, type DicomSlice } from '../../../../fixtures/builders/dicom'
import { buildDeflated, IMAGE_TYPE } from '../../../../fixtures/builders/dicom-encodings'

const IMPLICIT = '1.2.840.10008.1.2'
const EXPLICIT = '1.2.840.10008.1.2.1'
const JPEG = '1.2.840.10008.1.2.4.70'
const VERSION: DicomElement = { tag: 0x00020001, vr: 'OB', content: Uint8Array.of(0, 1) }

const build = (slice: DicomSlice): Uint8Array => buildDicom({ extra: [IMAGE_TYPE], ...slice })

describe('encodedBodyOf', () => {
  it('is null where the label is right', () => {
    for (const slice of [{}, { implicit: true }, { transferSyntax: JPEG }]) {
      expect(encodedBodyOf(build(slice), 'x.dcm')).toBeNull()
    }
    expect(encodedBodyOf(new Uint8Array(500), 'x.dcm')).toBeNull()
  })

  it.each([
    ['implicit elements labelled explicit', { implicit: true, transferSyntax: EXPLICIT }, IMPLICIT, IMPLICIT],
    ['explicit elements labelled implicit', { transferSyntax: IMPLICIT }, EXPLICIT, EXPLICIT],
    ['implicit elements before compressed pixels', { implicit: true, transferSyntax: JPEG }, IMPLICIT, JPEG],
    ['plain elements labelled deflated', { transferSyntax: '1.2.840.10008.1.2.1.99' }, EXPLICIT, EXPLICIT],
    ['elements without label', { without: [0x00020010] }, EXPLICIT, EXPLICIT],
  ])('finds %s', (_, slice, syntax, transferSyntax) => {
    expect(encodedBodyOf(build(slice), 'x.dcm')).toMatchObject({ syntax, transferSyntax })
  })

  it('inflates', () => {
    const body = encodedBodyOf(buildDeflated({}), 'x.dcm')
    expect(body?.syntax).toBe(EXPLICIT)
    expect([...(body?.bytes.subarray(0, 4) ?? [])]).toEqual([0x08, 0x00, 0x60, 0x00])
  })
})

describe('readMetaHeader', () => {
  it('reads past elements of every length', () => {
    const whole = build({ transferSyntax: JPEG, extra: [VERSION, IMAGE_TYPE] })
    const { transferSyntax, end = 0 } = readMetaHeader(whole) ?? {}
    expect(transferSyntax).toBe(JPEG)
    expect([...whole.subarray(end, end + 4)]).toEqual([0x08, 0x00, 0x08, 0x00])
  })

  it('is null without a preamble and where it breaks off', () => {
    const whole = build({ transferSyntax: JPEG })
    expect(readMetaHeader(whole.subarray(132))).toBeNull()
    for (const length of [0, 131, 145, 180]) expect(readMetaHeader(whole.subarray(0, length))).toBeNull()
  })
})
