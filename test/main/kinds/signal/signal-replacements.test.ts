import type { ModalityTensors } from '../../../../src/main/tensors/modality-tensors'
import { modalitySchema, type SignalModality } from '@shared/kinds'
import { describe, expect, it } from 'vitest'
import { createMaskers } from '../../../fixtures/builders/kinds'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { buildMaskContext, buildSlot, slotNumbers } from '../../../fixtures/builders/slot'

/** A recording as a plain computation sees it: one row per lead. */
type Rows = readonly (readonly number[])[]
type Layout = SignalModality['layout']

const samples = 12
const [window, stride] = [5, 4]
const starts = [0, 4, 8]

const recording = (leads: number, shift: number): Rows =>
  Array.from({ length: leads }, (_, lead) =>
    Array.from({ length: samples }, (__, at) =>
      Math.fround(10 * lead + Math.sin(at * (lead + 1) + shift) + at / 3),
    ),
  )
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

function tensorsOf(rows: Rows, layout: Layout): ModalityTensors {
  if (layout === 'samples-first')
    return buildFloatTensors(
      'ecg',
      [samples, rows.length],
      rows[0]!.flatMap((_, at) => rows.map((row) => row[at]!)),
    )
  const dims = layout === 'no-leads' ? [samples] : [rows.length, samples]
  return buildFloatTensors('ecg', dims, rows.flat())
}

function rowsOf(values: readonly number[], leads: number, layout: Layout): Rows {
  return Array.from({ length: leads }, (_, lead) =>
    Array.from(
      { length: samples },
      (__, at) => values[layout === 'samples-first' ? at * leads + lead : lead * samples + at]!,
    ),
  )
}

/** Gaussian of one line, as SciPy: cut at 4 sigma, the edge counted twice. */
function blurred(row: readonly number[], sigma: number): number[] {
  const radius = Math.floor(4 * sigma + 0.5)
  const offsets = Array.from({ length: 2 * radius + 1 }, (_, place) => place - radius)
  const weights = offsets.map((offset) => Math.exp(-0.5 * (offset / sigma) ** 2))
  const total = weights.reduce((sum, one) => sum + one, 0)
  const folded = (at: number): number => {
    const place = ((at % (2 * samples)) + 2 * samples) % (2 * samples)
    return place < samples ? place : 2 * samples - 1 - place
  }
  return row.map((_, at) =>
    offsets.reduce((sum, offset, place) => sum + (weights[place]! / total) * row[folded(at + offset)]!, 0),
  )
}

function onLine(row: readonly number[], from: number, to: number): number[] {
  const [before, behind] = [row[from - 1], row[to + 1]]
  return row.map((_, at) => {
    if (before === undefined && behind === undefined) return mean(row)
    if (before === undefined) return behind!
    if (behind === undefined) return before
    return before + ((behind - before) * (at - from + 1)) / (to - from + 2)
  })
}

interface Masked {
  readonly lead: number
  readonly at: number
}

/** What stands in for an element, by its definition (method.md section 2). */
const plain: Record<string, (rows: Rows, masked: readonly Masked[], lead: number) => readonly number[]> = {
  zero: (rows) => rows[0]!.map(() => 0),
  constant: (rows) => rows[0]!.map(() => 7),
  'case-mean': (rows) => rows[0]!.map(() => mean(rows.flat())),
  'channel-mean': (rows, _, lead) => rows[lead]!.map(() => mean(rows[lead]!)),
  'patch-mean': (rows, masked) => rows[0]!.map(() => mean(masked.map((one) => rows[one.lead]![one.at]!))),
  'cohort-mean': (rows, _, lead) => recording(rows.length, 5)[lead]!,
  'cohort-median': (rows, _, lead) => recording(rows.length, 5)[lead]!,
  'cohort-mode': (rows, _, lead) => recording(rows.length, 5)[lead]!,
  donor: (rows, _, lead) => recording(rows.length, 9)[lead]!,
  blur: (rows, _, lead) => blurred(rows[lead]!, 1.5),
  line: (rows, masked, lead) => {
    const own = masked.filter((one) => one.lead === lead).map(({ at }) => at)
    return onLine(rows[lead]!, Math.min(...own), Math.max(...own))
  },
}
const written: Record<string, unknown> = {
  constant: { kind: 'constant', value: 7 },
  blur: { kind: 'blur', sigma: 1.5 },
}

function partsOf(leads: number, isEach: boolean): Masked[][] {
  const windows = starts.map((from) =>
    Array.from({ length: Math.min(window, samples - from) }, (_, place) => from + place),
  )
  const ofLeads = (own: readonly number[]): Masked[][] =>
    windows.map((times) => own.flatMap((lead) => times.map((at) => ({ lead, at }))))
  const all = Array.from({ length: leads }, (_, lead) => lead)
  return isEach ? all.flatMap((lead) => ofLeads([lead])) : ofLeads(all)
}

const everyElement = (leads: number): Masked[] =>
  Array.from({ length: leads * samples }, (_, place) => ({
    lead: Math.floor(place / samples),
    at: place % samples,
  }))

const modalityOf = (layout: Layout, leads: 'together' | 'each', replacement: unknown) =>
  modalitySchema.parse({
    ...{ kind: 'signal', name: 'ecg', input: 'ecg', source: { column: 'ecg' }, layout, replacement },
    parts: { window, stride, leads },
  })

function maskAll(layout: Layout, mode: 'together' | 'each', name: string) {
  const leads = layout === 'no-leads' ? 1 : 3
  const rows = recording(leads, 0)
  const original = tensorsOf(rows, layout)
  const cohort = tensorsOf(recording(leads, 5), layout).tensors
  const donor = tensorsOf(recording(leads, 9), layout)
  const modality = modalityOf(layout, mode, written[name] ?? name)
  const [masker] = createMaskers(modality, { cohort, matchedSize: null })
  const mask = (part: number | 'whole'): Rows => {
    const slot = buildSlot(original)
    masker!.mask(original, part, slot, buildMaskContext({ donor }))
    return rowsOf(slotNumbers(slot).ecg!, leads, layout)
  }
  return { rows, leads, mask }
}

const layouts = ['leads-first', 'samples-first', 'no-leads'] as const
const modes = ['together', 'each'] as const

describe.each(layouts)('what stands in for a window, %s', (layout) => {
  describe.each(modes)('leads %s', (mode) => {
    it.each(Object.keys(plain))('is %s by its definition', (name) => {
      const { rows, leads, mask } = maskAll(layout, mode, name)
      const parts: [number | 'whole', Masked[]][] = [...partsOf(leads, mode === 'each').entries()]
      for (const [part, masked] of [...parts, ['whole', everyElement(leads)] as const]) {
        const got = mask(part)
        rows.forEach((row, lead) => {
          const own = new Set(masked.filter((one) => one.lead === lead).map(({ at }) => at))
          const wanted = plain[name]!(rows, masked, lead)
          row.forEach((value, at) => {
            expect(got[lead]![at]).toBeCloseTo(own.has(at) ? wanted[at]! : value, 4)
          })
        })
      }
    })

    it('is a piece of one and the same field of noise', () => {
      const { rows, leads, mask } = maskAll(layout, mode, 'noise')
      const field = mask('whole')
      for (const [part, masked] of partsOf(leads, mode === 'each').entries()) {
        const wanted = rows.map((row) => [...row])
        for (const { lead, at } of masked) wanted[lead]![at] = field[lead]![at]!
        expect(mask(part)).toEqual(wanted)
      }
    })
  })
})

it('is a blur of samples in the words of a run', () => {
  const modality = modalityOf('leads-first', 'each', written.blur)
  const [masker] = createMaskers(modality, { cohort: null, matchedSize: null })
  expect(masker!.words.replacement).toBe('a blurred copy (Gaussian, sigma 1.5 samples)')
})
