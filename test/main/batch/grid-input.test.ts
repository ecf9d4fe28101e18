import type { ImageModality } from '@shared/study'
import { expect, it } from 'vitest'
import { findInert } from '../../../src/main/batch/find-inert'
import { gridInputOf } from '../../../src/main/batch/grid-input'
import { kindOf } from '../../../src/main/kinds'
import type { CaseTensors } from '../../../src/main/tensors/modality-tensors'
import { listOcclusions } from '../../../src/main/run/occlusions'

const modality = (layout: ImageModality['layout']): ImageModality => ({
  ...{ kind: 'image', name: 'image', input: 'x', source: { column: 'x' }, steps: [], layout, absent: 'skip' },
  parts: { kind: 'grid', size: [1, 3], stride: [1, 3], edge: 'truncate' },
  replacement: { kind: 'zero' },
})

it.each(['channels-first', 'channels-last'] as const)(
  'parts of an image of 3 x 3 in 3 channels are looked for where they lie, %s',
  (layout) => {
    // Row 0 alone holds something.
    const values = Float32Array.from({ length: 27 }, (_, index) => {
      const row = layout === 'channels-last' ? Math.floor(index / 9) : Math.floor(index / 3) % 3
      return row === 0 ? 1 : 0
    })
    const tensors = new Map([['x', { dtype: 'float32' as const, dims: [3, 3, 3], values }]])
    const image = { modality: 'image', tensors, text: null }
    const original: CaseTensors = { caseId: 'a', modalities: new Map([['image', image]]) }
    const maskers = kindOf(modality(layout)).maskers(modality(layout), { cohort: null, matchedSize: null })
    expect(gridInputOf(maskers[0]!, original) === null).toBe(layout === 'channels-last')
    const all = listOcclusions(maskers, original)
    const inert = findInert(all, { original, maskers, seed: 0, donors: new Map() })
    expect([...inert].map(({ part }) => part)).toEqual([1, 2])
  },
)
