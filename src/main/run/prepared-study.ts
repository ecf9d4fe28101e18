/** A study with everything that its cases share: model card, table, selection, tensor makers. */
import type { ModelCard } from '@shared/model'
import type { RunSettings, StudyModality } from '@shared/study'
import type { Dataset, DatasetCase } from '../dataset/dataset'
import type { OpenStudy } from '../dataset/open-study'
import { selectCases } from '../dataset/select-cases'
import { kindOf } from '../kinds'
import type { ColumnStatistics } from '../tensors/column-statistics'
import type { TensorMaker } from '../tensors/tensor-maker'
import { toRunOrder } from './run-order'

export interface PreparedStudy {
  readonly open: OpenStudy
  readonly card: ModelCard
  readonly dataset: Dataset
  readonly settings: RunSettings
  /** The selection, in the order of the run. */
  readonly cases: readonly DatasetCase[]
  /** By modality of the study. */
  readonly makers: ReadonlyMap<string, TensorMaker>
  /** What encodings need to know of the columns of records, by modality of the study. */
  readonly columns: ReadonlyMap<string, ColumnStatistics>
}

/** What a study is before anything of a case was read. */
export interface StudyParts {
  readonly open: OpenStudy
  readonly card: ModelCard
  readonly dataset: Dataset
  readonly settings: RunSettings
}

/** Selects the cases and prepares one tensor maker per modality; reads tokenizers, but no case. `known` columns are not computed again. */
export async function prepareStudy(
  parts: StudyParts,
  known: PreparedStudy['columns'] | null = null,
): Promise<PreparedStudy> {
  const selected = selectCases(parts.dataset, parts.open.study, parts.settings)
  const cases = toRunOrder(selected, parts.settings)
  const columns = known ?? computeColumns(parts)
  const makers = new Map<string, TensorMaker>()
  for (const modality of parts.open.study.modalities) {
    makers.set(modality.name, await createMaker(parts, modality, columns.get(modality.name)))
  }
  return { ...parts, cases, makers, columns }
}

/** The cases that cohort statistics are computed over: one split, or the whole table. */
export function statisticsCases({ open, dataset }: StudyParts): readonly DatasetCase[] {
  const split = open.study.dataset.statisticsSplit
  return split === undefined ? dataset.cases : dataset.cases.filter((one) => one.split === split)
}

function computeColumns(parts: StudyParts): PreparedStudy['columns'] {
  const rows = statisticsCases(parts).map(({ cells }) => cells)
  const columns = new Map<string, ColumnStatistics>()
  for (const modality of parts.open.study.modalities) {
    const statistics = kindOf(modality).statistics(modality, rows)
    if (statistics !== null) columns.set(modality.name, statistics)
  }
  return columns
}

async function createMaker(
  parts: StudyParts,
  modality: StudyModality,
  statistics: ColumnStatistics = new Map(),
): Promise<TensorMaker> {
  const kind = kindOf(modality)
  return kind.tensorMaker(modality, {
    inputDims: new Map(parts.card.inputs.map(({ name, dims }) => [name, dims])),
    inputDtypes: new Map(parts.card.inputs.map(({ name, dtype }) => [name, dtype])),
    statistics,
    tokenizer: await kind.tokenizer(modality, parts.open.folder),
  })
}
