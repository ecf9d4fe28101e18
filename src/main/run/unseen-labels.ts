/** The labels of a modality that a study names and that no case has, as notices. */
import { descriptionOf } from '@shared/kinds'
import type { CaseOutputs } from '@shared/outputs'
import type { AskedLabel, RunManifest } from '@shared/run'
import type { Notice } from '@shared/notice'
import type { Study } from '@shared/study'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { createSeenLabels, onlyLabels, type SeenLabels } from './seen-labels'

type Key = 'parts.only' | 'grounding'

function toNotices(
  modality: string,
  key: Key,
  asked: readonly AskedLabel[],
  seen: SeenLabels,
  isOfFirst: boolean,
): Notice[] {
  const labels = seen.missing(asked)
  const details = { modality, key, labels, total: seen.caseCount(), isOfFirst }
  return labels.length === 0 ? [] : [{ code: 'labels/unseen', details, modality }]
}

/** Of the cases that a check reads. */
export function watchFirstLabels({ modalities, grounding }: Study, caseCount: number) {
  const seen = new Map<string, SeenLabels>()
  return {
    add: ({ modality, labels, notices = [] }: ModalityTensors): void => {
      if (labels === undefined) return
      const ofModality = seen.get(modality) ?? createSeenLabels()
      seen.set(modality, ofModality)
      ofModality.add(labels.labels, notices)
    },
    end: (): Notice[] =>
      modalities.flatMap((one) => {
        const own = seen.get(one.name)
        if (own === undefined) return []
        const names = [
          one.name,
          ...descriptionOf(one)
            .groups(one)
            .map((group) => `${one.name}/${group}`),
        ]
        const wished = grounding.flatMap(({ modality, label }) => (names.includes(modality) ? [label] : []))
        const isOfFirst = own.caseCount() < caseCount
        return [
          ...toNotices(one.name, 'parts.only', onlyLabels(one) ?? [], own, isOfFirst),
          ...toNotices(one.name, 'grounding', toAsked([...new Set(wished)]), own, isOfFirst),
        ]
      }),
  }
}

function toAsked(names: readonly string[]): AskedLabel[] {
  return names.map((label) => ({ label, called: label }))
}

/** Of all cases of a run; what grounding asks for is told with its figures. Channel groups are told once. */
export function watchLabels({ modalities }: Pick<RunManifest, 'modalities'>) {
  const watched = modalities
    .filter(({ source }, index) => modalities.findIndex((one) => one.source === source) === index)
    .flatMap(({ name, source, onlyLabels: asked }) =>
      asked === undefined ? [] : [{ name, source, asked, seen: createSeenLabels() }],
    )
  return {
    add: (outputs: CaseOutputs): void => {
      for (const { name, source, seen } of watched) {
        const own = outputs.modalities.find(({ modality }) => modality === name)
        if (own?.absent === true) continue
        const layout = own?.layout
        const notices = outputs.notices.filter(({ modality }) => modality === source)
        if (layout?.kind === 'labels') seen.add(layout.labels, notices)
      }
    },
    end: (): Notice[] =>
      watched.flatMap(({ source, asked, seen }) => toNotices(source, 'parts.only', asked, seen, false)),
  }
}
