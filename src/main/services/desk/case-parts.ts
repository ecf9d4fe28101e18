/** How the modalities of a case would be cut into parts and masked, before any run: with statistics of few cases. */
import { at } from '@shared/at'
import type { CaseParts, PartLook } from '@shared/case-look'
import { toErrorData } from '@shared/errors'
import { partCount, type PartLayout } from '@shared/part'
import type { DatasetCase } from '../../dataset/dataset'
import type { CaseValue } from '../../kinds'
import { cohortReplacement } from '../../maskers/cohort-accumulator'
import { ofModalities } from '../../maskers/joint-masker'
import type { Masker } from '../../maskers/masker'
import { createFirstTensors } from '../../run/first-tensors'
import { computeMaskStatistics, prepareMaskers } from '../../run/prepare-maskers'
import { statisticsCases, type PreparedStudy } from '../../run/prepared-study'
import { maskPart, type MaskedStudy } from './mask-part'
import type { ReadValue } from './preview-source'

/** A mean or a donor of so many cases looks like that of all; nobody waits for all of them. */
const fewCases = 8

/** The study with few of its cases: the first that a run takes, the case itself, and where there is room others. */
export function withFewCases(prepared: PreparedStudy, caseId: string): PreparedStudy {
  const own = prepared.dataset.cases.find((one) => one.caseId === caseId)
  const all = [...prepared.cases.slice(0, fewCases - 1), ...(own === undefined ? [] : [own])]
  const cases = [...new Set<DatasetCase>([...all, ...statisticsCases(prepared).slice(0, fewCases)])]
  const few = cases.slice(0, Math.max(fewCases, all.length))
  return { ...prepared, cases: few, dataset: { ...prepared.dataset, cases: few } }
}

/** Maskers of a study that nothing was learned for yet. Errors: those of the statistics. */
export async function maskersOfFew(
  prepared: PreparedStudy,
  caseId: string,
  signal?: AbortSignal,
): Promise<MaskedStudy> {
  const few = withFewCases(prepared, caseId)
  const statistics = await computeMaskStatistics(few, createFirstTensors(few), signal)
  return { prepared: few, maskers: ofModalities(prepareMaskers(few, statistics)) }
}

/** Cuts every modality of a case; one that fails shows its sentence. */
export async function caseParts(
  read: (name: string) => Promise<ReadValue>,
  prepared: PreparedStudy,
  { masked, caseId }: { readonly masked: Promise<MaskedStudy>; readonly caseId: string },
  signal?: AbortSignal,
): Promise<CaseParts> {
  const caseCount = prepared.cases.length
  const { modalities } = prepared.open.study
  const needsStatistics = modalities.some(
    (modality) => cohortReplacement(modality) !== null || modality.replacement.kind === 'donor',
  )
  try {
    const study = await masked
    const looks: PartLook[] = []
    for (const masker of study.maskers) {
      signal?.throwIfAborted()
      looks.push(await lookAt(masker, study, await orProblem(read(masker.source)), caseId))
    }
    const all = statisticsCases(prepared).length
    return {
      ...{ looks, caseCount, problem: null },
      passes: 1 + looks.reduce((sum, { passes }) => sum + passes, 0),
      statisticsOf: needsStatistics
        ? { used: Math.min(all, study.prepared.dataset.cases.length), of: all }
        : null,
    }
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown
    return {
      looks: [],
      passes: 0,
      caseCount,
      statisticsOf: null,
      problem: { ...toErrorData(thrown, `case ${caseId}`) },
    }
  }
}

/** The value, or why there is none: the other modalities are shown all the same. */
async function orProblem(asked: Promise<ReadValue>): Promise<CaseValue | Error> {
  try {
    const { whole } = await asked
    return await whole()
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error('unknown', { cause: thrown })
  }
}

async function lookAt(
  masker: Masker,
  study: MaskedStudy,
  source: CaseValue | Error,
  caseId: string,
): Promise<PartLook> {
  const { name: modality, source: ofStudy, words } = masker
  const known = { modality, source: ofStudy, ...words }
  try {
    if (source instanceof Error) throw source
    const layout = masker.layout(source.tensors)
    const count = partCount(layout)
    const masked =
      layout.kind === 'attributes' ? await maskedColumns(layout, { masker, study, source, caseId }) : null
    return {
      ...known,
      layout,
      count,
      passes: (count > 1 ? count + 1 : 1) * masker.draws,
      masked,
      problem: null,
    }
  } catch (thrown) {
    const problem = { ...toErrorData(thrown, `case ${caseId}`) }
    return { ...known, layout: null, count: 0, passes: 0, masked: null, problem }
  }
}

interface MaskedRecord {
  readonly masker: Masker
  readonly study: MaskedStudy
  readonly source: CaseValue
  readonly caseId: string
}

/** The numbers that stand in for every attribute. */
async function maskedColumns(
  { attributes }: Extract<PartLayout, { kind: 'attributes' }>,
  { masker, study, source, caseId }: MaskedRecord,
): Promise<number[][]> {
  const found: number[][] = []
  for (const [part, { columns }] of attributes.entries()) {
    const { tensors } = await maskPart(source, study, { caseId, name: masker.name, part })
    const [values] = [...tensors.tensors.values()].map((tensor) => tensor.values)
    found.push(
      columns.map((column) => (values === undefined ? Number.NaN : at(values as Float32Array, column))),
    )
  }
  return found
}
