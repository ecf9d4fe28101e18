/** The tables of an export: contributions of the cohort, of its labels, of every case, of sets of parts; outputs of every part. */
import { at } from '@shared/at'
import type { ShareInterval } from '@shared/contribution'
import { labelCentres } from '@shared/label-parts-of'
import { gridParts, partNames, type PartLayout } from '@shared/part'
import { timeWindows, windowName, type TimeWindow } from '@shared/recording'
import type { RunResult } from '@shared/run'
import { aggregations } from '@shared/study'
import { comparisonsOf } from '@shared/words/grounding-words'
import type { StoredCase } from '../run/run-result'
import { centreInLps, toLps } from '@shared/picture/lps'
import type { Cell } from './csv'

type Rows = readonly (readonly Cell[])[]

/** One row per modality: m_i, its interval, every aggregation, and what else is known of it. */
export function toContributionsTable({ contribution }: RunResult): Rows {
  const names = aggregations.filter((name) => name !== 'per-class')
  const head = [
    'modality',
    'contribution',
    'low',
    'high',
    'intervalNote',
    'effectivePatients',
    ...names,
    'meanPartCount',
    'enrichment',
    'inertShare',
    'flips',
    'redundancy',
    ...contribution.outputNames.map((name) => `per-class ${name}`),
    ...names.flatMap((name) => [`${name} low`, `${name} high`]),
    ...contribution.outputNames.flatMap((name) => [`per-class ${name} low`, `per-class ${name} high`]),
    'verdict',
  ]
  const rows = contribution.modalities.map((one): Cell[] => [
    one.modality,
    one.contribution,
    one.interval?.[0] ?? null,
    one.interval?.[1] ?? null,
    one.intervalNote,
    one.effectivePatients,
    ...names.map((name) => one.byAggregation[name] ?? null),
    one.meanPartCount,
    one.enrichment,
    one.inertShare,
    one.flips,
    one.redundancy,
    ...one.perClass,
    ...names.flatMap((name) => ends(one.intervals[name])),
    ...contribution.outputNames.flatMap((_, index) => ends(one.perClassIntervals[index])),
    contribution.verdicts.find(({ modality }) => modality === one.modality)?.verdict ?? null,
  ])
  return [head, ...rows]
}

/** Low and high end; both empty where there is no interval. */
function ends(one: ShareInterval | null | undefined): [Cell, Cell] {
  return [one?.interval?.[0] ?? null, one?.interval?.[1] ?? null]
}

/** One row per set of parts: its change, and how that compares with its parts one by one. */
export function toJointCells({ joint, contribution }: RunResult): Rows {
  const head = [
    ...['set', 'cases', 'meanDifference', 'redundancy', 'low', 'high', 'intervalNote'],
    ...contribution.outputNames.map((name) => `signed ${name}`),
  ]
  const rows = joint.map((one): Cell[] => [
    one.name,
    one.caseCount,
    one.meanDifference,
    one.redundancy,
    one.interval?.[0] ?? null,
    one.interval?.[1] ?? null,
    one.intervalNote,
    ...contribution.outputNames.map((_, index) => one.signedPerClass[index] ?? null),
  ])
  return [head, ...rows]
}

/** Of every label first what is over all cases (no case id), then every case that has it, beside each kind of control. */
export function toGroundingRows({ grounding }: RunResult): Rows {
  const head = [
    ...['modality', 'label', 'against', 'case', 'label amount', 'control amount', 'difference'],
    ...['mattersMore', 'low', 'high', 'intervalNote', 'difference low', 'difference high', 'differenceNote'],
  ]
  const rows = grounding.flatMap((one) =>
    comparisonsOf(one).flatMap(([against, all]): Cell[][] => {
      const words = [one.modality, one.label, against]
      const [low, high] = all.interval ?? [null, null]
      const [least, most] = all.differenceInterval ?? [null, null]
      const figures = [all.labelAmount, all.controlAmount, all.difference, all.share]
      const intervals = [low, high, all.intervalNote, least, most, all.differenceNote]
      const ofCases = one.cases.flatMap(({ caseId, label, elsewhere, other }): Cell[][] => {
        const control = against === 'elsewhere' ? elsewhere : other
        if (control === null) return []
        const { amount, mattersMore } = control
        const own = [label, amount, label - amount, mattersMore ? 1 : 0]
        return [[...words, caseId, ...own, ...intervals.map(() => null)]]
      })
      return [[...words, null, ...figures, ...intervals], ...ofCases]
    }),
  )
  return [head, ...rows]
}

/** One row per case: silent or not, its labels, its outputs, m_i of every modality. */
export function toCasesTable({ contribution, cases, manifest }: RunResult): Rows {
  const modalities = contribution.modalities.map(({ modality }) => modality)
  const head = [
    'case',
    'silent',
    ...manifest.labels.map((name) => `label ${name}`),
    ...contribution.outputNames.map((name) => `output ${name}`),
    ...modalities.map((name) => `contribution ${name}`),
  ]
  const rows = cases.map((one): Cell[] => [
    one.caseId,
    one.silent ? 'yes' : 'no',
    ...manifest.labels.map((_, index) => one.labels[index] ?? null),
    ...one.originalOutput,
    ...modalities.map((name) => one.contribution?.[name] ?? null),
  ])
  return [head, ...rows]
}

/** One row per label of every modality: its share of m, its interval, and its means over the cases that have it. */
export function toLabelsTable({ contribution }: RunResult): Rows {
  const { outputNames, modalities } = contribution
  const head = [
    ...['modality', 'label', 'contribution', 'low', 'high', 'intervalNote', 'effectivePatients'],
    ...['cases', 'sizeShare'],
    ...outputNames.flatMap((name) => [`difference ${name}`, `signed ${name}`]),
  ]
  const rows = modalities.flatMap(({ modality, labels = [] }) =>
    labels.map((one): Cell[] => [
      ...[modality, one.name, one.contribution, one.interval?.[0] ?? null, one.interval?.[1] ?? null],
      ...[one.intervalNote, one.effectivePatients, one.caseCount, one.sizeShare],
      ...outputNames.flatMap((_, index) => [one.perClass[index] ?? null, one.signedPerClass[index] ?? null]),
    ]),
  )
  return [head, ...rows]
}

/** The head of the table of parts: one row per case, modality, part and class. */
export const partsHead: readonly string[] = [
  ...['case', 'modality', 'part', 'name', 'class', 'original', 'occluded', 'difference'],
  ...['left mm', 'posterior mm', 'superior mm'],
  ...['lead', 'start', 'length', 'unit'],
]

const nowhere: readonly Cell[] = [null, null, null]

/**
 * The rows of a case: original and occluded output in full precision, and for blocks and labels of a volume where their centre lies in the
 * patient (LPS, mm), for windows of a signal which lead, from where and how long.
 */
export function toPartRows(one: StoredCase, outputNames: readonly string[]): Cell[][] {
  if (!('outputs' in one)) return []
  const { originalOutput, modalities, joint = [] } = one.outputs
  const cellsOf = (words: readonly Cell[], output: readonly number[], place: readonly Cell[]): Cell[][] =>
    output.map((occluded, index) => {
      const original = at(originalOutput, index)
      const outputs = [original, occluded, original - occluded]
      return [one.caseId, ...words, outputNames[index] ?? String(index), ...outputs, ...place]
    })
  const ofModalities = modalities.flatMap((own) => {
    const { modality, layout, occludedOutput, wholeOutput, affineLps, recording } = own
    const windows = recording === undefined ? null : timeWindows(layout, recording)
    const names = windows?.map(windowName) ?? partNames(layout)
    const centres = partCentres(layout, affineLps)
    const parts = [...occludedOutput.map((output, part) => ({ part, name: names[part] ?? '', output }))]
    return [...parts, { part: null, name: 'whole', output: wholeOutput }].flatMap(({ part, name, output }) =>
      cellsOf([modality, part, name], output, [
        ...(centres[part ?? -1] ?? nowhere),
        ...windowCells(windows?.[part ?? -1]),
      ]),
    )
  })
  return [
    ...ofModalities,
    ...joint.flatMap(({ name, output }) =>
      cellsOf(['joint', null, name], output, [...nowhere, ...windowCells(undefined)]),
    ),
  ]
}

function windowCells(window: TimeWindow | undefined): Cell[] {
  return window === undefined
    ? [null, null, null, null]
    : [window.lead, window.start, window.length, window.unit]
}

/** In patient space; none where parts have no place in it or the file gave none. */
function partCentres(layout: PartLayout, affine: readonly number[] | undefined): readonly Cell[][] {
  if (!('dims' in layout) || affine === undefined) return []
  if (layout.kind === 'labels')
    return labelCentres(layout).map((centre) => {
      const [x = 0, y = 0, z = 0] = centre.toReversed()
      return toLps(affine, [x, y, z])
    })
  return gridParts(layout).map((part) => centreInLps(affine, part))
}
