import { describe, expect, it } from 'vitest'
import { rawDicomOf } from '../../../../../src/main/readers/dicom/headers/raw-dicom'
import { formatOf, SIGNATURE_BYTES } from '../../../../../src/main/readers/source-format'
import { buildDicom } from '../../../../fixtures/builders/dicom'
import { buildBare } from '../../../../fixtures/builders/dicom-encodings'

const letters = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a DICOM file without preamble', () => {
  it.each([
    ['its meta header', buildBare({}, 'meta'), null],
    ['explicit elements', buildBare({}, 'data set'), '1.2.840.10008.1.2.1'],
    ['implicit elements', buildBare({ implicit: true }, 'data set'), '1.2.840.10008.1.2'],
    ['big endian elements', Uint8Array.of(0, 8, 0, 8, 0x43, 0x53, 0, 2, 0x41, 0x42), '1.2.840.10008.1.2.2'],
  ])('is known by %s', (_, bytes, syntax) => {
    expect(rawDicomOf(bytes)?.syntax).toBe(syntax)
    expect(formatOf(bytes.subarray(0, SIGNATURE_BYTES))).toBe('dicom')
  })

  it('is none of the files that lie beside it', () => {
    const others = [
      letters('ISIC_IC,diagnosis\n1,2\n'),
      letters('<html><body>'),
      new Uint8Array(512),
      new Uint8Array(7),
      Uint8Array.of(8, 0, 8, 0, 0xff, 0xff, 0xff, 0x7f, 1, 2),
      Uint8Array.of(8, 0, 8, 0, 3, 0, 0, 0, 1, 2),
      Uint8Array.of(8, 0, 0x60, 0, 0x43, 0x53, 2, 0, 0x43, 0x54),
      buildDicom(),
    ]
    for (const bytes of others) expect(rawDicomOf(bytes)).toBeNull()
  })
})
