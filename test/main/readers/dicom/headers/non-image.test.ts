import { describe, expect, it } from 'vitest'
import { namesNoImage } from '../../../../../src/main/readers/dicom/headers/non-image'
import { buildDicom } from '../../../../fixtures/builders/dicom'

describe('namesNoImage', () => {
  it.each(['1.2.840.10008.1.3.10', '1.2.840.10008.5.1.4.1.1.88.11', '1.2.840.10008.5.1.4.1.1.481.5'])(
    'knows %s by the meta header',
    (sopClass) => {
      expect(namesNoImage(buildDicom({ sopClass }).subarray(0, 300))).toBe(true)
    },
  )

  it.each([
    '1.2.840.10008.5.1.4.1.1.2',
    '1.2.840.10008.5.1.4.1.1.481.2',
    '1.2.840.10008.5.1.4.1.1.66.4',
    '1.2.3',
  ])('lets %s be an image', (sopClass) => {
    expect(namesNoImage(buildDicom({ sopClass }))).toBe(false)
  })

  it('says nothing about a file without meta header', () => {
    expect(namesNoImage(new Uint8Array(400))).toBe(false)
  })
})
