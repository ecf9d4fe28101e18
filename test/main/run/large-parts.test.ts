import { describeError } from '@shared/errors'
import { expect, it } from 'vitest'
import { largePartNotices } from '../../../src/main/run/large-parts'
import { createMaskers } from '../../fixtures/builders/kinds'
import { buildGridModality } from '../../fixtures/builders/modality'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'

const tensors = buildFloatTensors('scan', [2, 4, 6])

it.each<[string, unknown, string[]]>([
  [
    'larger than the picture',
    { patch: [4, 8] },
    [
      'scan: parts of 4 x 8 are larger than the picture with 4 x 6 in the first case, so all of it is one part.',
    ],
  ],
  ['as large as the picture', { patch: [4, 6] }, []],
  ['larger on an axis along which nothing is parted', { patch: [9, 2] }, []],
  ['the whole', 'whole', []],
])('patches that are %s', (_, parts, sentences) => {
  const maskers = createMaskers(buildGridModality({ parts }), { cohort: null, matchedSize: null })
  const notices = largePartNotices(maskers, new Map([['scan', tensors]]))
  expect(notices.map((notice) => describeError(notice).sentence)).toEqual(sentences)
})
