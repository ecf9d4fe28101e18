import fc from 'fast-check'
import { partCount } from '@shared/part'
import type { StudyModality } from '@shared/study'
import { elementCount } from '@shared/tensor'
import { describe, expect, it } from 'vitest'
import { createMaskers } from '../../fixtures/builders/kinds'
import type { CohortTensors, Masker, MaskContext } from '../../../src/main/maskers/masker'
import type { ModalityTensors } from '../../../src/main/tensors/modality-tensors'
import { buildGridModality, buildTabularModality, buildTextModality } from '../../fixtures/builders/modality'
import { buildFloatTensors, buildTextTensors } from '../../fixtures/builders/modality-tensors'
import { buildMaskContext, buildSlot, slotNumbers } from '../../fixtures/builders/slot'

interface Scene {
  readonly modality: StudyModality
  readonly original: ModalityTensors
  readonly cohort: CohortTensors | null
  readonly context: MaskContext
}

const gridReplacements = [
  'zero',
  { kind: 'constant', value: -3.5 },
  'case-mean',
  'channel-mean',
  'patch-mean',
  'cohort-mean',
  'cohort-median',
  'cohort-mode',
  { kind: 'blur', sigma: 0.9 },
  'noise',
  { kind: 'noise', distribution: 'normal', mean: 2, std: 3 },
  'donor',
]
const gridOnly: readonly unknown[] = ['channel-mean', 'patch-mean']
const tabularReplacements = gridReplacements.filter(
  (replacement) => !gridOnly.includes(replacement) && !isBlur(replacement),
)
const textReplacements = ['mask-token', 'pad-token', 'unk-token', 'token-mean', { kind: 'token-id', id: 99 }]

function isBlur(replacement: unknown): boolean {
  return typeof replacement === 'object' && JSON.stringify(replacement).includes('blur')
}

const layouts = ['channels-first', 'channels-last', 'no-channels'] as const

/** Any image or volume; with `tiles` the stride is the size, otherwise parts may overlap. */
function gridScenes(tiles: boolean, replacements: readonly unknown[]): fc.Arbitrary<Scene> {
  return fc
    .record({
      volume: fc.boolean(),
      spatial: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 }),
      size: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 3, maxLength: 3 }),
      step: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 3, maxLength: 3 }),
      channels: fc.integer({ min: 1, max: 4 }),
      layout: fc.constantFrom(...layouts),
      grouped: fc.boolean(),
      whole: fc.constantFrom(false, false, false, true),
      replacement: fc.constantFrom(...replacements),
      values: fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 8, maxLength: 8 }),
    })
    .map((drawn) => {
      const rank = drawn.volume ? 3 : 2
      const spatial = drawn.spatial.slice(0, rank)
      const channels = drawn.layout === 'no-channels' ? 1 : drawn.channels
      const dims = {
        'channels-first': [channels, ...spatial],
        'channels-last': [...spatial, channels],
        'no-channels': spatial,
      }[drawn.layout]
      const size = drawn.size.slice(0, rank)
      const stride = tiles ? size : size.map((length, axis) => Math.min(length, drawn.step[axis]!))
      const split = Math.ceil(channels / 2)
      const all = Array.from({ length: channels }, (_, channel) => channel)
      const modality = buildGridModality({
        kind: drawn.volume ? 'volume' : 'image',
        layout: drawn.layout,
        replacement: drawn.replacement,
        parts: drawn.whole ? 'whole' : { [drawn.volume ? 'block' : 'patch']: size, stride },
        ...(drawn.grouped && channels > 1
          ? { channelGroups: { one: all.slice(0, split), two: all.slice(split) } }
          : {}),
      })
      const count = elementCount(dims)
      const original = buildFloatTensors(
        'scan',
        dims,
        Array.from({ length: count }, (_, index) => drawn.values[(index * index) % 8]! + index),
      )
      const donor = buildFloatTensors('scan', dims)
      return { modality, original, cohort: donor.tensors, context: buildMaskContext({ donor }) }
    })
    .filter(({ original, modality }) => {
      const longest = Math.max(...original.tensors.get('scan')!.dims)
      return !isBlur(modality.replacement) || longest > 1
    })
}

const tabularScenes: fc.Arbitrary<Scene> = fc
  .record({
    levels: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
    groups: fc.array(fc.constantFrom(undefined, 'g', 'h'), { minLength: 5, maxLength: 5 }),
    whole: fc.boolean(),
    replacement: fc.constantFrom(...tabularReplacements),
  })
  .map(({ levels, groups, whole, replacement }) => {
    const attributes = levels.map((count, index) => ({
      name: `a${index}`,
      encoding: { kind: 'one-hot', levels: Array.from({ length: count }, (_, level) => String(level)) },
      ...(groups[index] === undefined ? {} : { group: groups[index] }),
    }))
    const modality = buildTabularModality(attributes, { replacement, parts: whole ? 'whole' : 'attribute' })
    const dims = [levels.reduce((sum, count) => sum + count, 0)]
    const donor = buildFloatTensors('record', dims, Array(dims[0]).fill(-7))
    return {
      modality,
      original: buildFloatTensors('record', dims),
      cohort: donor.tensors,
      context: buildMaskContext({ donor }),
    }
  })

const textScenes: fc.Arbitrary<Scene> = fc
  .record({
    tokensPerWord: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }),
    ends: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
    padding: fc.integer({ min: 0, max: 3 }),
    parts: fc.constantFrom('word', 'token', 'sentence', 'whole'),
    replacement: fc.constantFrom(...textReplacements),
    hasMask: fc.boolean(),
  })
  .map(({ tokensPerWord, ends, padding, parts, replacement, hasMask }) => ({
    modality: buildTextModality({ parts, replacement, ...(hasMask ? { attentionMask: 'mask' } : {}) }),
    original: buildTextTensors({
      tokensPerWord,
      padding,
      sentenceEnds: ends.filter((word) => word < tokensPerWord.length),
    }),
    cohort: null,
    context: buildMaskContext(),
  }))

const tilingScenes = fc.oneof(gridScenes(true, gridReplacements), tabularScenes, textScenes)
const anyScenes = fc.oneof(gridScenes(false, gridReplacements), tilingScenes)
const additiveScenes = fc.oneof(
  gridScenes(
    false,
    gridReplacements.filter((replacement) => replacement !== 'patch-mean'),
  ),
  tabularScenes,
  textScenes,
)

function maskersOf({ modality, cohort }: Scene): Masker[] {
  return createMaskers(modality, { cohort, matchedSize: null })
}

function parts(masker: Masker, original: ModalityTensors): number[] {
  return Array.from({ length: partCount(masker.layout(original)) }, (_, part) => part)
}

/** Marks which elements a part covers: masks a copy where every element differs from the replacement. */
function coveredBy(masker: Masker, scene: Scene, part: number | 'whole'): Map<string, number[]> {
  const marked = [1e30, -1e30].map((mark) => {
    const slot = buildSlot(scene.original)
    for (const values of slot.values()) {
      if (values instanceof Float32Array) values.fill(mark)
      else values.fill(BigInt(mark))
    }
    masker.mask(scene.original, part, slot, scene.context)
    return slotNumbers(slot)
  })
  // An element is covered when what it held before makes no difference to what it holds after.
  return new Map(
    Object.entries(marked[0]!).map(([input, values]) => [
      input,
      values.flatMap((value, index) => (value === marked[1]![input]![index] ? [index] : [])),
    ]),
  )
}

describe('every masker', () => {
  it('tiles the tensor: each element of the modality is in exactly one part', () => {
    fc.assert(
      fc.property(tilingScenes, (scene) => {
        for (const masker of maskersOf(scene)) {
          const whole = coveredBy(masker, scene, 'whole')
          const indices = parts(masker, scene.original)
          for (const [input, wanted] of whole) {
            const covered = indices.flatMap((part) => coveredBy(masker, scene, part).get(input) ?? [])
            expect(covered.sort((a, b) => a - b)).toEqual(wanted)
          }
        }
      }),
    )
  })

  it('covers the whole tensor with its channel groups together', () => {
    fc.assert(
      fc.property(fc.oneof(gridScenes(false, ['zero']), tabularScenes), (scene) => {
        const [input, tensor] = [...scene.original.tensors][0]!
        const covered = maskersOf(scene).flatMap(
          (masker) => coveredBy(masker, scene, 'whole').get(input) ?? [],
        )
        expect(covered.sort((a, b) => a - b)).toEqual(
          Array.from({ length: tensor.values.length }, (_, index) => index),
        )
      }),
    )
  })

  it('masks the whole when it masks all parts, and nothing when it masks none', () => {
    fc.assert(
      fc.property(additiveScenes, (scene) => {
        for (const masker of maskersOf(scene)) {
          const slot = buildSlot(scene.original)
          expect(slotNumbers(slot)).toEqual(slotNumbers(buildSlot(scene.original)))
          for (const part of parts(masker, scene.original)) {
            masker.mask(scene.original, part, slot, scene.context)
          }
          const whole = buildSlot(scene.original)
          masker.mask(scene.original, 'whole', whole, scene.context)
          expect(slotNumbers(slot)).toEqual(slotNumbers(whole))
        }
      }),
    )
  })

  it('leaves the original and the donor as they were', () => {
    fc.assert(
      fc.property(anyScenes, (scene) => {
        const before = slotNumbers(buildSlot(scene.original))
        const donorBefore = scene.context.donor === null ? null : slotNumbers(buildSlot(scene.context.donor))
        for (const masker of maskersOf(scene)) {
          for (const part of [...parts(masker, scene.original), 'whole' as const]) {
            masker.mask(scene.original, part, buildSlot(scene.original), scene.context)
          }
        }
        expect(slotNumbers(buildSlot(scene.original))).toEqual(before)
        if (scene.context.donor !== null) {
          expect(slotNumbers(buildSlot(scene.context.donor))).toEqual(donorBefore)
        }
      }),
    )
  })

  it('gives the same bytes again, in any order of parts and by a fresh masker', () => {
    fc.assert(
      fc.property(anyScenes, (scene) => {
        const run = (masker: Masker, order: readonly number[]) =>
          new Map(
            order.map((part) => {
              const slot = buildSlot(scene.original)
              masker.mask(scene.original, part, slot, scene.context)
              return [part, slotNumbers(slot)]
            }),
          )
        maskersOf(scene).forEach((masker, index) => {
          const order = parts(masker, scene.original)
          const once = run(masker, order)
          const fresh = maskersOf(scene)[index]!
          const again = run(fresh, [...order].reverse())
          for (const part of order) expect(again.get(part)).toEqual(once.get(part))
        })
      }),
    )
  })
})

describe('seeded noise', () => {
  it.each([['uniform'], ['normal']])(
    'differs by seed, case and draw, and nothing else: %s',
    (distribution) => {
      const modality = buildGridModality({ replacement: { kind: 'noise', distribution }, parts: 'whole' })
      const original = buildFloatTensors('scan', [1, 8, 8])
      const draw = (context: MaskContext) => {
        const slot = buildSlot(original)
        createMaskers(modality, { cohort: null, matchedSize: null })[0]!.mask(
          original,
          'whole',
          slot,
          context,
        )
        return slotNumbers(slot).scan!
      }
      const first = draw(buildMaskContext())
      expect(draw(buildMaskContext())).toEqual(first)
      for (const other of [{ seed: 2 }, { caseId: 'c2' }, { draw: 1 }]) {
        expect(draw(buildMaskContext(other))).not.toEqual(first)
      }
      if (distribution === 'uniform') expect(first.every((value) => value >= 0 && value < 1)).toBe(true)
      expect(new Set(first).size).toBeGreaterThan(60)
    },
  )
})
