import { gridCounts } from '@shared/part'
import { describe, expect, it } from 'vitest'
import { createMaskers } from '../../fixtures/builders/kinds'
import { matchPartSize } from '../../../src/main/maskers/match-part-size'
import { buildGridModality, buildTabularModality, buildTextModality } from '../../fixtures/builders/modality'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'

const nothing = { cohort: null, matchedSize: null }

function layout(
  fields: Record<string, unknown>,
  dims: readonly number[],
  matchedSize: number[] | null = null,
) {
  const modality = buildGridModality(fields)
  return createMaskers(modality, { cohort: null, matchedSize })[0]!.layout(buildFloatTensors('scan', dims))
}

describe('the grid of parts', () => {
  it('is cut off at the edge, whatever the layout of the channels', () => {
    const wanted = { kind: 'grid', dims: [4, 5], size: [2, 3], stride: [2, 3] }
    expect(layout({ parts: { patch: [2, 3] } }, [3, 4, 5])).toEqual(wanted)
    expect(layout({ parts: { patch: [2, 3] }, layout: 'channels-last' }, [4, 5, 3])).toEqual(wanted)
    expect(layout({ parts: { patch: [2, 3] }, layout: 'no-channels' }, [4, 5])).toEqual(wanted)
  })

  it('is refused where it overhangs and the study says error', () => {
    expect(() => layout({ parts: { patch: [2, 3], edge: 'error' } }, [1, 4, 5])).toThrow(
      'parts of 2 x 3 at a stride of 2 x 3 do not end at the edge of 4 x 5',
    )
    expect(layout({ parts: { patch: [2, 3], stride: [1, 2], edge: 'error' } }, [1, 4, 5]).kind).toBe('grid')
    expect(() => layout({ parts: { patch: [8, 8], edge: 'error' } }, [1, 4, 5])).toThrow('edge')
  })

  it('is refused with gaps, with too many parts, and with another rank', () => {
    expect(() => layout({ parts: { patch: [1, 2], stride: [1, 3] } }, [1, 4, 5])).toThrow('never be masked')
    expect(() => layout({ parts: { patch: [1, 1] }, layout: 'no-channels' }, [1001, 1000])).toThrow(
      '1001000 parts per case; the limit is 1000000',
    )
    expect(() => layout({ parts: { patch: [1, 1] } }, [4, 5])).toThrow('do not fit a tensor of 4 x 5')
  })

  it('is given by another modality for matchParts', () => {
    expect(layout({ parts: 'matchParts' }, [1, 9, 9], [3, 3])).toMatchObject({ size: [3, 3], stride: [3, 3] })
    expect(() => layout({ parts: 'matchParts' }, [1, 9, 9])).toThrow('matchParts needs another modality')
  })

  it.each([
    [[224, 224], 19, [45, 45], 25],
    [[224, 224], 16, [56, 56], 16],
    [[32, 64, 64], 27, [11, 22, 22], 27],
    [[10, 10], 1, [10, 10], 1],
    [[4, 4], 400, [1, 1], 16],
  ])('matches %j to %i parts as MM-SHAP does', (dims, target, size, count) => {
    expect(matchPartSize(dims, target)).toEqual(size)
    const counts = gridCounts({ kind: 'grid', dims, size, stride: size })
    expect(counts.reduce((product, one) => product * one)).toBe(count)
  })
})

describe('channel groups', () => {
  it('must name channels that exist, each once', () => {
    expect(() => layout({ channelGroups: { t1: [3] }, parts: 'whole' }, [3, 2, 2])).toThrow(
      'channel group t1 names channel 3, but the tensor has 3',
    )
    expect(() => layout({ channelGroups: { t1: [0], t2: [0, 1] }, parts: 'whole' }, [3, 2, 2])).toThrow(
      'channel 0 is in the channel groups t1 and t2',
    )
  })
})

describe('the words for people', () => {
  it('say parts and replacement, with the units of the file where they are known', () => {
    const words = (fields: Record<string, unknown>) =>
      createMaskers(buildGridModality(fields), nothing)[0]!.words
    expect(words({ parts: { patch: [32, 32] }, replacement: 'case-mean' })).toEqual({
      parts: 'patches of 32 x 32',
      replacement: 'mean of the case',
    })
    const steps = [
      { step: 'clip', min: -1000, max: 400 },
      { step: 'scale', from: [-1000, 400] },
    ]
    expect(words({ kind: 'volume', parts: { block: [8, 8, 8], stride: [4, 8, 8] }, steps })).toEqual({
      parts: 'blocks of 8 x 8 x 8, every 4 x 8 x 8',
      replacement: 'zero (-1000 in the file)',
    })
    const colour = [
      { step: 'scale', from: [0, 255] },
      { step: 'normalise', mean: [0.5, 0.25, 0], std: [0.2, 0.2, 0.2] },
    ]
    expect(words({ parts: 'whole', steps: colour }).replacement).toBe('zero (127.5, 63.75, 0 in the file)')
    expect(words({ parts: 'whole', steps: [{ step: 'window', center: 40, width: 401 }] }).replacement).toBe(
      'zero (-160.5 in the file)',
    )
  })

  it('exist for records and texts', () => {
    const report = buildTextModality({ replacement: { kind: 'token-id', id: 5 }, parts: 'sentence' })
    expect(createMaskers(report, nothing)[0]!.words).toEqual({
      parts: 'one sentence at a time',
      replacement: 'the token with id 5',
    })
    const record = buildTabularModality([{ name: 'a' }], {
      replacement: { kind: 'donor', oppositeLabel: true },
    })
    expect(createMaskers(record, nothing)[0]!.words).toEqual({
      parts: 'one attribute at a time',
      replacement: 'the value of 5 other cases with another label',
    })
  })
})
