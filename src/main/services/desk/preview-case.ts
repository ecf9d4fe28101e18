/** What a screen shows of a case before any pixel: dims, words, attributes; a modality that fails shows its sentence. */
import type { CasePreview, ModalityPreview } from '@shared/dataset'
import { toErrorData } from '@shared/errors'
import type { TabularModality } from '@shared/study'
import { createMaskers } from '../../maskers/create-maskers'
import type { PreparedStudy } from '../../run/prepared-study'
import { readCell } from '../../tensors/read-cell'
import { attributeColumns } from '../../tensors/tabular-columns'
import { modelGrid, sourceGrid } from './pixel-grid'
import { floatTensor, type PreviewSource, type ReadPreview } from './preview-source'

/** Reads every modality of a case; once `signal` is aborted no further one, and throws its reason. */
export async function previewCase(
  read: ReadPreview,
  key: string,
  prepared: PreparedStudy,
  caseId: string,
  signal?: AbortSignal,
): Promise<CasePreview> {
  const modalities: ModalityPreview[] = []
  for (const { name } of prepared.open.study.modalities) {
    signal?.throwIfAborted()
    try {
      modalities.push(toPreview(await read(key, prepared, caseId, name)))
    } catch (thrown) {
      modalities.push({ kind: 'failed', modality: name, error: { ...toErrorData(thrown, `case ${caseId}`) } })
    }
  }
  return { caseId, modalities }
}

function toPreview(source: PreviewSource): ModalityPreview {
  const { modality } = source
  switch (modality.kind) {
    case 'image':
    case 'volume':
      return gridPreview(source, modality.kind)
    case 'text':
      return textPreview(source)
    case 'tabular':
      return recordPreview(source, modality)
  }
}

function gridPreview(source: PreviewSource, kind: 'image' | 'volume'): ModalityPreview {
  const file = sourceGrid(source)
  const model = modelGrid(source)
  const spatial = (dims: readonly number[] = []): number[] => (kind === 'image' ? dims.slice(1) : [...dims])
  return {
    kind,
    modality: source.modality.name,
    sourceDims: spatial(file?.dims),
    modelDims: spatial(model?.dims),
    channels: model?.channels ?? 1,
    spacingMm: file?.spacingMm == null ? null : [...file.spacingMm],
    unit: source.value.kind === 'volume' ? source.value.unit : kind === 'image' ? 'grey level' : '',
  }
}

function textPreview({ modality, tensors }: PreviewSource): ModalityPreview {
  const [masker] = createMaskers(modality, { cohort: null, matchedSize: null })
  const layout = masker?.layout(tensors)
  return {
    kind: 'text',
    modality: modality.name,
    text: tensors.text?.text ?? '',
    segments: layout?.kind === 'text' ? layout.segments.map(({ text }) => text) : [],
    tokenCount: tensors.text?.tokens.length ?? 0,
    cut: tensors.text?.cut ?? null,
  }
}

function recordPreview(source: PreviewSource, modality: TabularModality): ModalityPreview {
  const { values } = floatTensor(source)
  const cells = source.value.kind === 'record' ? source.value.cells : {}
  const columns = attributeColumns(modality)
  return {
    kind: 'tabular',
    modality: modality.name,
    attributes: modality.attributes.map((attribute, index) => {
      const cell = cells[attribute.column ?? attribute.name] ?? ''
      return {
        name: attribute.name,
        source: cell,
        missing: readCell(attribute, cell).kind === 'missing',
        values: (columns[index]?.columns ?? []).map((column) => values[column] ?? 0),
      }
    }),
  }
}
