import type { ShareInterval } from '@shared/contribution'
import { describe, expect, it } from 'vitest'
import {
  halfWidth,
  jackknife,
  respondingAtMost,
  type ShareEvidence,
} from '../../../src/main/contribution/share-interval'
import { toShareIntervals, type ShareIntervals } from '../../../src/main/contribution/share-intervals'
import { shareRows } from '../../../src/main/contribution/share-rows'
import { studentQuantile } from '../../../src/main/contribution/student-quantile'
import { drawPatients, type PatientAmounts, type Population } from '../../fixtures/builders/cohort'
import { tenPatients } from '../../fixtures/builders/ten-patients'

const population: Population = { shares: [0.6, 0.3, 0.1], response: 0.5, spread: 0.4 }
const draw = (count: number, seed = 1, from = population) => {
  const next = drawPatients(from, seed)
  return Array.from({ length: count }, next)
}
const intervalsOf = (patients: readonly PatientAmounts[], floor = 1e-6): ShareIntervals | null =>
  toShareIntervals(
    {
      rows: patients.map((one) => Float64Array.from(one)),
      caseCounts: patients.map(() => 1),
      ...shareRows('pooled', patients[0]?.length ?? 0),
    },
    floor,
  )
const evidenceOf = (patients: readonly PatientAmounts[], i: number): ShareEvidence => {
  const sum = (rows: readonly PatientAmounts[], place: number) =>
    rows.reduce((all, row) => all + row[place]!, 0)
  const share = (rows: readonly PatientAmounts[]) =>
    sum(rows, i) / patients[0]!.reduce((all, _, place) => all + sum(rows, place), 0)
  return {
    share: share(patients),
    without: patients.map((_, k) => share(patients.toSpliced(k, 1))),
    amounts: patients.map((row) => row[i]!),
    totals: patients.map((row) => row.reduce((all, one) => all + one, 0)),
    caseCounts: patients.map(() => 1),
    floor: 1e-6,
  }
}
const close = (got: number | null | undefined, wanted: number) => {
  expect(Math.abs((got ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-12)
}

/** Worked examples of an independent calculation in pure Python (shared/statistics/reference.json, 2026). */
const references = [
  {
    name: 'city and its growth (Davison and Hinkley 1997, table 1.3): ten patients of two modalities',
    patients: [138, 93, 61, 179, 48, 37, 29, 23, 30, 2].map((u, k) => [
      u,
      [143, 104, 69, 260, 75, 63, 50, 48, 111, 50][k]!,
    ]),
    i: 1,
    share: 0.6032238065716057,
    jackknifeSe: 0.030491895202613417,
    effective: 5.901847209014149,
    degrees: 4.901847209014149,
    interval: [0.522444351225855, 0.6787414520827767],
    limits: [0.540205634944456, 0.6629931264134409],
  },
  {
    name: 'ten patients (shareInterval)',
    patients: tenPatients,
    i: 1,
    share: 0.1565217391304348,
    jackknifeSe: 0.03961111968563453,
    effective: 6.38423645320197,
    degrees: 5.38423645320197,
    interval: [0.0802681021731694, 0.28293109753460033],
    limits: [0.09284786037432116, 0.2517443687981781],
  },
  {
    name: 'an attribute that answers in 3 of 8 patients (shareIntervalSparse)',
    patients: [
      [0.2, 0.1, 0],
      [0.3, 0.2, 0],
      [0.25, 0.05, 0.04],
      [0.6, 0.3, 0],
      [0.1, 0.2, 0.01],
      [0.4, 0.1, 0],
      [0.35, 0.3, 0],
      [0.2, 0.25, 0.02],
    ],
    i: 2,
    share: 0.01763224181360202,
    jackknifeSe: 0.011612434723761087,
    effective: 2.3333333333333335,
    degrees: 3,
    interval: [0.0021544503651433774, 0.12983591733496877],
    limits: [0.0037075015196274597, 0.07967357093107011],
  },
] as const

describe('the interval of a share', () => {
  it.each(references)('is the one of the reference: $name', (wanted) => {
    const { shares, intervals } = intervalsOf(wanted.patients)!
    const one = intervals[wanted.i]!
    close(shares[wanted.i], wanted.share)
    close(one.interval?.[0], wanted.interval[0])
    close(one.interval?.[1], wanted.interval[1])
    close(one.lowerLimit, wanted.limits[0])
    close(one.upperLimit, wanted.limits[1])
    close(one.effectivePatients, wanted.effective)
    // Fewer than 20 patients.
    expect(one.note).toBe('approximate')
    const figures = jackknife(evidenceOf(wanted.patients, wanted.i))
    close(figures.standardError, wanted.jackknifeSe)
    close(figures.degrees, wanted.degrees)
  })

  it('adds up to 1 in the middle of intervals that stay inside of 0 and 1', () => {
    const { shares, intervals } = intervalsOf(draw(200))!
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    for (const [index, { interval, note, lowerLimit, upperLimit }] of intervals.entries()) {
      const [low, high] = interval!
      const inside = [0, low, lowerLimit!, shares[index]!, upperLimit!, high, 1]
      expect(inside).toEqual(inside.toSorted((a, b) => a - b))
      expect(note).toBeNull()
    }
  })

  it('comes near the delta method for many patients', () => {
    const patients = draw(2000)
    const sums = patients.map((one) => one.reduce((sum, amount) => sum + amount, 0))
    const mean = sums.reduce((sum, one) => sum + one, 0) / sums.length
    const { shares, intervals } = intervalsOf(patients)!
    const residuals = patients.map((one, place) => one[0]! - shares[0]! * sums[place]!)
    const variance =
      residuals.reduce((sum, one) => sum + one * one, 0) / (sums.length - 1) / sums.length / mean ** 2
    expect(halfWidth(intervals[0]!.interval!) / (1.96 * Math.sqrt(variance))).toBeCloseTo(1, 2)
  })

  it('takes the smallest of the three counts: of all amounts, of its own, and of the others', () => {
    const effective = (patients: readonly PatientAmounts[]) =>
      intervalsOf(patients)!.intervals[0]!.effectivePatients
    const even = Array.from({ length: 8 }, () => [1, 1])
    expect(effective(even)).toBeCloseTo(8, 12)
    // (1 + 3)^2 / (1 + 9) = 1.6 for the own amounts of two patients, then for the others'.
    expect(effective([[1, 3], [3, 1], ...Array.from({ length: 6 }, () => [0, 2])])).toBeCloseTo(1.6, 12)
    expect(effective([[3, 1], [1, 3], ...Array.from({ length: 6 }, () => [2, 0])])).toBeCloseTo(1.6, 12)
    expect(intervalsOf(even)!.effectivePatients).toBeCloseTo(8, 12)
  })
})

describe('where no interval can be had, or only one that rests on little', () => {
  const noteOf = (patients: readonly PatientAmounts[], i = 0): ShareInterval =>
    intervalsOf(patients)!.intervals[i]!
  const differing = (count: number) => draw(count)

  it('has none below 5 patients, and calls it approximate below 20', () => {
    expect(noteOf(differing(4))).toMatchObject({ interval: null, upperLimit: null, note: 'too-few-patients' })
    expect(noteOf(differing(5)).note).toBe('approximate')
    expect(noteOf(differing(5)).interval).not.toBeNull()
    expect(noteOf(differing(19)).note).toBe('approximate')
    // k_i is 4.9 of 20 in the first cohort and above 5 in the second.
    const patients = (few: number) => [
      ...Array.from({ length: few }, (_, k) => [1 + 0.01 * k, 1]),
      ...Array.from({ length: 20 - few }, (_, k) => [0.01, 1 + 0.01 * k]),
    ]
    expect(noteOf(patients(4)).effectivePatients).toBeLessThan(5)
    expect(noteOf(patients(4)).note).toBe('approximate')
    expect(noteOf(patients(8)).effectivePatients).toBeGreaterThan(5)
    expect(noteOf(patients(8)).note).toBeNull()
  })

  it('is never [0, 0] where no patient responds, and the mirror image where nothing else does', () => {
    const patients = Array.from({ length: 10 }, (_, k) => [1 + 0.1 * k, 0])
    const [all, none] = intervalsOf(patients)!.intervals
    // reference.json, shareIntervalEdges: 1 - 0.025^(1/10) and 1 - 0.05^(1/10).
    expect(none).toMatchObject({ note: 'no-response-seen', lowerLimit: 0 })
    close(none!.interval![0], 0)
    close(none!.interval![1], 0.30849710781876083)
    close(none!.upperLimit, 0.2588655508930523)
    expect(all).toMatchObject({ note: 'nothing-else-responds', upperLimit: 1 })
    close(all!.interval![0], 1 - 0.30849710781876083)
    close(all!.interval![1], 1)
    close(all!.lowerLimit, 1 - 0.2588655508930523)
  })

  it('takes up to 1e-6 per case for no response, and more for one', () => {
    const withAmount = (amount: number, cases: number) =>
      toShareIntervals(
        {
          rows: Array.from({ length: 30 }, (_, k) => Float64Array.of(1 + 0.1 * k, k === 7 ? amount : 0)),
          caseCounts: Array.from({ length: 30 }, () => cases),
          ...shareRows('pooled', 2),
        },
        1e-6,
      )!.intervals[1]!.note
    expect(withAmount(1e-6, 1)).toBe('no-response-seen')
    expect(withAmount(1.01e-6, 1)).toBe('approximate')
    expect(withAmount(1.99e-6, 2)).toBe('no-response-seen')
  })

  // 1 - 0.05^(1/N): shared/statistics/reference.json, zeroResponse.
  it.each([
    [10, 0.2588655508930523],
    [30, 0.09503385285530419],
    [59, 0.049507609888227],
    [100, 0.029513049607039932],
    [149, 0.019904816220685073],
    [300, 0.00993608194445772],
  ])('of %d patients of whom none responds at most so many do', (count, share) => {
    close(respondingAtMost(count), share)
  })

  it('has none where patients do not differ, whatever their size, never one without width', () => {
    const same = Array.from({ length: 12 }, () => [3, 1])
    expect(noteOf(same)).toMatchObject({ interval: null, note: 'patients-do-not-differ' })
    // Sums that round: the shares without one patient differ by some 1e-16.
    const rounded = Array.from({ length: 11 }, (_, k) => [0.7 * 1.1 ** k, 0.1 * 1.1 ** k])
    expect(noteOf(rounded)).toMatchObject({ interval: null, note: 'patients-do-not-differ' })
    const sizes = Array.from({ length: 12 }, (_, k) => [3 * 2 ** k, 2 ** k])
    expect(noteOf(sizes)).toMatchObject({ interval: null, note: 'patients-do-not-differ' })
    expect(noteOf([...same.slice(1), [3.001, 1]]).interval).not.toBeNull()
  })

  it('has none where one patient carries the response', () => {
    const one = [[2, 1], ...Array.from({ length: 9 }, () => [0, 0])]
    expect(noteOf(one)).toMatchObject({ interval: null, note: 'one-patient-carries' })
    expect(noteOf([...one.slice(1), [2, 1], [1, 1]]).interval).not.toBeNull()
  })

  it('has none of the only modality, whose share is 1 by definition, and none without response', () => {
    expect(noteOf(differing(30).map(([first]) => [first!]))).toMatchObject({
      interval: null,
      note: 'only-modality',
    })
    expect(intervalsOf([[0, 0]])).toBeNull()
    expect(intervalsOf([])).toBeNull()
    const faint = Array.from({ length: 30 }, (_, k) => [1e-8 * (k + 1), 1e-9])
    expect(noteOf(faint)).toMatchObject({ interval: null, note: 'nothing-responds' })
  })
})

describe('the quantile of Student', () => {
  // R 4.2.2, qt (shared/statistics/reference.json, studentQuantiles).
  it.each([
    [3, 3.1824463052837078, 2.3533634348018246],
    [4, 2.7764451051977934, 2.131846786326649],
    [5.5, 2.5018586175892397, 1.9752797040389092],
    [9, 2.262157162798205, 1.8331129326562365],
    [13.99, 2.144930525336389, 1.7613990995991142],
    [29, 2.0452296421327034, 1.6991270265334975],
    [119, 1.9800998764569202, 1.6577592849428262],
  ])(
    'has the values of R for %d degrees of freedom, to 1 %% at 3 and 0.1 %% from 6 on',
    (degrees, two, one) => {
      const allowed = degrees < 6 ? 0.01 : 0.001
      expect(Math.abs(studentQuantile(degrees, 'two-sided') / two - 1)).toBeLessThan(allowed)
      expect(Math.abs(studentQuantile(degrees, 'one-sided') / one - 1)).toBeLessThan(allowed)
    },
  )
})
